/**
 * What one batch is about: its messages, the records and links that they touch, and the syncs that these belong to.
 * Also the set-based statement that every store uses. Decides nothing.
 */
@NullMarked
package io.bothways.merge.batch;

import org.jspecify.annotations.NullMarked;
