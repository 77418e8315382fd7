/**
 * What the simulated Salesforce organization holds: types and fields as a table of data, record ids, timestamps.
 * Values are kept as JSON shows them (text, double, boolean; dates and datetimes as their text), so nothing is
 * formatted when a page is written. Never knows HTTP or the store.
 */
@NullMarked
package io.bothways.simulator.salesforce.schema;

import org.jspecify.annotations.NullMarked;
