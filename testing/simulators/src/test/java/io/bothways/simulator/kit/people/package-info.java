/** Tests of the invented people. */
@NullMarked
package io.bothways.simulator.kit.people;

import org.jspecify.annotations.NullMarked;
