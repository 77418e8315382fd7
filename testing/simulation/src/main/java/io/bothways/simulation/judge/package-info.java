/**
 * Says whether a history went well. It believes the apps' own log, never the engine; of the engine it asks only which
 * records it holds for the same and what it lists as open.
 */
@NullMarked
package io.bothways.simulation.judge;

import org.jspecify.annotations.NullMarked;
