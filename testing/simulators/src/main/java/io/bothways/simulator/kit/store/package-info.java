/**
 * The records of a fake app: object types, fields, stamps at the app's resolution, who modified, deletions, change log.
 * Every write, by the API or by a person, passes the same {@link io.bothways.simulator.kit.store.RecordRules}.
 */
@NullMarked
package io.bothways.simulator.kit.store;

import org.jspecify.annotations.NullMarked;
