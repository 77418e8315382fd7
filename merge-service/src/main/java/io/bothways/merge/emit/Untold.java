package io.bothways.merge.emit;

import io.bothways.runtime.messages.Outgoing;
import io.bothways.runtime.outbox.Outbox;
import java.util.List;

/**
 * What a committed batch still has to tell.
 *
 * @param stored rows of the outbox, deleted when they are durable
 * @param messages commands (kept in their ledger) and what a redelivered event would lead to again
 */
public record Untold(List<Outbox.Entry> stored, List<Outgoing> messages) {}
