/**
 * What an Intercom workspace holds: its schema, the rules for values, who is attached to which company or tag, merges,
 * and how records and errors look as JSON. Knows nothing of paths and calls.
 */
@NullMarked
package io.bothways.simulator.intercom.records;

import org.jspecify.annotations.NullMarked;
