/** Runs the connections check, and tries single promises with fake apps of their own on one shared stack. */
@NullMarked
package io.bothways.endtoend.connections;

import org.jspecify.annotations.NullMarked;
