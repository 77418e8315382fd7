/**
 * Webhooks: which messages are sent where, how they show that they are genuine, and the execution context that they
 * carry. Nothing is signed; the receiver compares a shared key.
 */
@NullMarked
package io.bothways.simulator.dataverse.webhook;

import org.jspecify.annotations.NullMarked;
