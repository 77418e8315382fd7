/**
 * The rows and what may become of them: values read and refused, keys, lookups and cascades, merges, versions. It knows
 * no HTTP beyond the status that a {@link io.bothways.simulator.dataverse.records.Problem} has.
 */
@NullMarked
package io.bothways.simulator.dataverse.records;

import org.jspecify.annotations.NullMarked;
