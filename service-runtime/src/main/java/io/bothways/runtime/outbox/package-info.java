/** Messages that are durable in the same transaction as the decision that they tell of, and published at least once. */
@NullMarked
package io.bothways.runtime.outbox;

import org.jspecify.annotations.NullMarked;
