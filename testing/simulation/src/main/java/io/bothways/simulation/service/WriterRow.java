package io.bothways.simulation.service;

import io.bothways.contracts.Lane;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.contracts.write.WriteResult;
import io.bothways.writer.backlog.BacklogEntry;
import io.bothways.writer.backlog.BacklogEntry.Sent;
import java.util.Optional;

/** A row of the writer's backlog: durable, changed in place. */
final class WriterRow {
    final WriteCommand command;
    final long sequence;
    Lane lane;
    int attempts;
    long nextTry;
    Optional<Sent> sent = Optional.empty();
    Optional<WriteResult> result = Optional.empty();
    boolean told;

    WriterRow(WriteCommand command, long sequence) {
        this.command = command;
        this.sequence = sequence;
        this.lane = command.head().lane();
    }

    BacklogEntry entry() {
        return new BacklogEntry(command, sequence, lane, attempts, sent);
    }

    boolean open() {
        return result.isEmpty();
    }

    /** Nothing that the app was told of this command is unknown. */
    boolean queued() {
        return open() && sent.isEmpty();
    }

    boolean sameLine(WriterRow other) {
        return command.head().link().equals(other.command.head().link())
                && command.head().side() == other.command.head().side();
    }

    boolean sameTarget(WriterRow other) {
        String target = entry().targetId();
        return sameLine(other) || !target.isEmpty() && target.equals(other.entry().targetId());
    }
}
