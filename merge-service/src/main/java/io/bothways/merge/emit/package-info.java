/**
 * Writes what a batch has decided, in the same transaction as the mirror, and tells it after the commit: commands,
 * digests, activity, requests to read again. What a crash leaves untold is told by the sweeper.
 */
@NullMarked
package io.bothways.merge.emit;

import org.jspecify.annotations.NullMarked;
