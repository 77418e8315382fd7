/**
 * What every connector has to hold, whatever its app. The suites know no app: a {@link io.bothways.tck.Subject} says how
 * to start its simulator and what its records look like, and all else is read from the connector's descriptor. They run
 * inside Quarkus, so that what is tested is what ships.
 */
@NullMarked
package io.bothways.tck;

import org.jspecify.annotations.NullMarked;
