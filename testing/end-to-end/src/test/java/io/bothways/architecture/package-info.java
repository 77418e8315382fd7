/**
 * The rules of the house, read from the compiled classes and the source tree. Each says in its {@code because} how to
 * mend what breaks it. They decide nothing about behaviour.
 */
@NullMarked
package io.bothways.architecture;

import org.jspecify.annotations.NullMarked;
