/**
 * What an app must offer to be kept in step. A connector maps one call to HTTP exchanges through the given {@link
 * io.bothways.connector.ConnectorContext}; threads, retries, budgets, tokens, tickets, tracing and logging are the
 * runtime's. Abilities are asked for ({@code Optional}), not thrown. No static state.
 *
 * <p>Growth rule: a new method is a {@code default} method or stands in a new ability interface.
 */
@NullMarked
package io.bothways.connector;

import org.jspecify.annotations.NullMarked;
