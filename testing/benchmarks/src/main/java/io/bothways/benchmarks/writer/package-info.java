/** What the writer makes of an app's limit, and of none. */
@NullMarked
package io.bothways.benchmarks.writer;

import org.jspecify.annotations.NullMarked;
