/**
 * A history's script: what people do and what goes wrong, drawn from a seed, readable, and made shorter by deletion
 * when it has found a defect.
 */
@NullMarked
package io.bothways.simulation.script;

import org.jspecify.annotations.NullMarked;
