package io.bothways.simulation.service;

import io.bothways.writer.backlog.BacklogEntry;
import io.bothways.writer.call.Verdict;
import java.time.Duration;
import java.util.Optional;

/**
 * What the writer does where it could do otherwise.
 *
 * @param checkedAfter a decision whose reading is older is checked against a fresh one before it is sent
 * @param unknown what becomes of a command whose answer is lost without looking; empty: it is looked up
 */
public record WriterRules(Duration checkedAfter, UnknownRule unknown) {
    /** The rules of the service. */
    public static final WriterRules REAL = new WriterRules(Duration.ofSeconds(30), entry -> Optional.empty());

    /** What becomes of a command whose answer is lost. */
    public interface UnknownRule {
        Optional<Verdict> withoutLooking(BacklogEntry entry);
    }
}
