/** Accounts as polls see them: may they be called, and what follows from a failed call. */
@NullMarked
package io.bothways.poller.account;

import org.jspecify.annotations.NullMarked;
