/** {@code ./bothways bench merge-core}: what one decision of the pure core costs, in time and in bytes. */
@NullMarked
package io.bothways.benchmarks.core;

import org.jspecify.annotations.NullMarked;
