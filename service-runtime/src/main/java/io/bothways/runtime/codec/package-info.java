/**
 * The one place where JSON is met: how the records of {@code contracts} look on the wire and in JSON columns. Every
 * record's form is declared once, for writing and reading; nothing here decides what a message means. Never tells a
 * value in an exception: values are personal data.
 */
@NullMarked
package io.bothways.runtime.codec;

import org.jspecify.annotations.NullMarked;
