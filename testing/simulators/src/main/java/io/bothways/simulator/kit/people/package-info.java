/**
 * Invented people and companies, the same for every app and seed, and the simulated users who edit them.
 */
@NullMarked
package io.bothways.simulator.kit.people;

import org.jspecify.annotations.NullMarked;
