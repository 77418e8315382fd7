/**
 * Queries of one table: which rows, in which order, which page of them, and what has changed since a delta link. It
 * decides no address and writes no answer.
 */
@NullMarked
package io.bothways.simulator.dataverse.query;

import org.jspecify.annotations.NullMarked;
