/** Leases on clocks that a test steers. */
@NullMarked
package io.bothways.writer.lease;

import org.jspecify.annotations.NullMarked;
