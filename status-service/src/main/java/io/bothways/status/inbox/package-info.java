/**
 * Takes activity from Kafka: each message once, in order, and none is held up by another that cannot be read or stored.
 * Decides nothing about what a message means.
 */
@NullMarked
package io.bothways.status.inbox;

import org.jspecify.annotations.NullMarked;
