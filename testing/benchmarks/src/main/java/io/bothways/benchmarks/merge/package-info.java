/**
 * {@code ./bothways bench merge}: the packaged merge service alone between a Kafka and a PostgreSQL of its own. Two apps
 * that hold contacts are modelled in memory; what they held at the end decides whether the run counts, never a time.
 */
@NullMarked
package io.bothways.benchmarks.merge;

import org.jspecify.annotations.NullMarked;
