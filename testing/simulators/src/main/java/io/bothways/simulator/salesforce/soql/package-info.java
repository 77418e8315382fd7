/**
 * The part of SOQL that an integration reads with: parsed into a tree, then resolved against an object type into a
 * predicate and an order over rows. What SOQL itself refuses is refused with its code; what only this simulator lacks
 * (joins, aggregates, relative dates) is MALFORMED_QUERY. Never touches the store.
 */
@NullMarked
package io.bothways.simulator.salesforce.soql;

import org.jspecify.annotations.NullMarked;
