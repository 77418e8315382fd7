/** Measures the product as its users run it. Contents and counts decide, times are told beside their goals. */
@NullMarked
package io.bothways.benchmarks;

import org.jspecify.annotations.NullMarked;
