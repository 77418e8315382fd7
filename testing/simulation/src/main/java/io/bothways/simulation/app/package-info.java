/**
 * Model apps: what CRMs do with records, in memory. They keep a whole log of who changed what when, which is what the
 * judge believes. They know nothing of the engine.
 */
@NullMarked
package io.bothways.simulation.app;

import org.jspecify.annotations.NullMarked;
