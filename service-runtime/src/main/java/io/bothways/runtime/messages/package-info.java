/** Kafka: sending batches of messages and waiting until they are durable, and parking what cannot be understood. */
@NullMarked
package io.bothways.runtime.messages;

import org.jspecify.annotations.NullMarked;
