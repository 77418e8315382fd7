/** What happened (past participles) and what somebody wishes: change events, hints, digests, activity, requests. */
@NullMarked
package io.bothways.contracts.event;

import org.jspecify.annotations.NullMarked;
