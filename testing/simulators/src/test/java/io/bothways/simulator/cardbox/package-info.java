/** Holds Cardbox against its own description. */
@NullMarked
package io.bothways.simulator.cardbox;

import org.jspecify.annotations.NullMarked;
