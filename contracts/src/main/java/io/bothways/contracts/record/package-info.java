/** What a record of an app is and what it holds: references, typed values, snapshots with the evidence of when they were read. */
@NullMarked
package io.bothways.contracts.record;

import org.jspecify.annotations.NullMarked;
