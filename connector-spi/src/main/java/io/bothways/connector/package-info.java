/**
 * What an app must offer to be kept in step. A connector maps one call to HTTP exchanges through the given {@link
 * io.bothways.connector.ConnectorContext}; threads, retries, budgets, tokens, tickets, tracing and logging are the
 * runtime's. No static state. Rooms: {@code descriptor} says in values what an app can do, {@code read}, {@code write}
 * and {@code webhook} hold the abilities, {@code failure} says what goes wrong.
 *
 * <p>Growth rule (docs/adr/0010): an app gains something by a new interface that extends {@link
 * io.bothways.connector.Ability}, which no connector has until it says so. A method is added to an interface only as a
 * {@code default} that means "as before"; a component is added to a record only with a constructor or factory of the
 * old shape. Nothing is renamed, and no method throws "not supported".
 */
@NullMarked
package io.bothways.connector;

import org.jspecify.annotations.NullMarked;
