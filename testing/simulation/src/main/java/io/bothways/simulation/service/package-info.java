/**
 * The services around the real merge flow, in memory and step by step: a poller, a webhook re-reader, a writer, and the
 * shell that feeds the flow. They keep the order of steps that docs/architecture.md promises, and die between any two.
 */
@NullMarked
package io.bothways.simulation.service;

import org.jspecify.annotations.NullMarked;
