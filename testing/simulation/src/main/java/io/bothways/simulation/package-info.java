/**
 * The convergence simulation: the merge's own flow on memory, model apps with people in them, everything that goes
 * wrong, in one thread and virtual time. A seed names a history. docs/simulation.md says what it shows and what not.
 */
@NullMarked
package io.bothways.simulation;

import org.jspecify.annotations.NullMarked;
