/** Takes commands from Kafka: durable in the backlog before their offsets are committed. Calls no app. */
@NullMarked
package io.bothways.writer.intake;

import org.jspecify.annotations.NullMarked;
