/** Decides when and in which batch a command goes out and tells what its outcome was; never decides a field's value. */
@NullMarked
package io.bothways.writer;

import org.jspecify.annotations.NullMarked;
