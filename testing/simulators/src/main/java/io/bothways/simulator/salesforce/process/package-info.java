/**
 * What the organization does beyond writing a row: merges, conversion of leads, contact roles, relationships of
 * contacts with accounts, the records that are there from the first day. Never knows HTTP.
 */
@NullMarked
package io.bothways.simulator.salesforce.process;

import org.jspecify.annotations.NullMarked;
