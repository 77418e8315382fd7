/**
 * Our latest reading of every known record, and which of two readings is the newer one. Never compares two apps, never
 * forgets a record: the deleted ones stay as tombstones.
 */
@NullMarked
package io.bothways.merge.mirror;

import org.jspecify.annotations.NullMarked;
