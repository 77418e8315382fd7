/** Tests of the record store alone. */
@NullMarked
package io.bothways.simulator.kit.store;

import org.jspecify.annotations.NullMarked;
