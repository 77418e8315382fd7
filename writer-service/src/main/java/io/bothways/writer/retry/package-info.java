/** When a command is tried again. Pure. */
@NullMarked
package io.bothways.writer.retry;

import org.jspecify.annotations.NullMarked;
