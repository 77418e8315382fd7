/**
 * The form in which two values are compared. It decides what counts as the same value; it never decides what is
 * written: an app always gets a value as a person or an app wrote it.
 */
@NullMarked
package io.bothways.core.canonical;

import org.jspecify.annotations.NullMarked;
