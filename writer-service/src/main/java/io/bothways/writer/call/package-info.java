/** Calls to the app: the check before, the write, the reading back, and what became of a lost answer. */
@NullMarked
package io.bothways.writer.call;

import org.jspecify.annotations.NullMarked;
