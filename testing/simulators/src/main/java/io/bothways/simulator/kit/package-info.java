/**
 * What every fake app stands on: the running server with its clock, command line, control API and editing page.
 * The kit decides nothing that differs between vendors; an app brings that as a
 * {@link io.bothways.simulator.kit.SimulatedApp}.
 * All state of a simulator is touched on its one event loop only, so nothing here locks.
 */
@NullMarked
package io.bothways.simulator.kit;

import org.jspecify.annotations.NullMarked;
