/**
 * The scenario of {@code ./bothways check}: a fresh stack with two simulated apps, every promise of the flow tried in
 * turn, and judged by what both apps hold, read through their own HTTP addresses. Never by what the engine says of
 * itself, save where it is the engine's word that is tried.
 */
@NullMarked
package io.bothways.endtoend;

import org.jspecify.annotations.NullMarked;
