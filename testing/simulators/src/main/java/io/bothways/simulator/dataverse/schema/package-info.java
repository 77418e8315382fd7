/**
 * What the simulated environment consists of: its tables, their columns, keys and lookups. It decides what a client may
 * write and how a value is named; it holds no rows.
 */
@NullMarked
package io.bothways.simulator.dataverse.schema;

import org.jspecify.annotations.NullMarked;
