package io.bothways.merge.work;

import io.bothways.contracts.write.WriteCommand;

/**
 * A command that was decided.
 *
 * @param keyless a create without match keys: its record cannot be told from a new one of its side
 */
public record Departure(WriteCommand command, boolean keyless) {}
