package io.bothways.writer.settle;

import io.bothways.contracts.write.Failure;
import io.bothways.writer.backlog.BacklogEntry;
import io.bothways.writer.batch.ReadBackGroups.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a step leaves to do, all of it durable.
 *
 * @param released ended, or back in the backlog
 * @param nextTry when the first of those in the backlog may be tried again; {@link Instant#MAX} where there is none
 * @param written to be read back
 * @param unknown to be looked up
 * @param pause when the account must not be called
 */
public record Conclusion(
        List<BacklogEntry> released,
        Instant nextTry,
        List<Written> written,
        List<Unknown> unknown,
        Optional<Pause> pause) {
    public Conclusion {
        released = List.copyOf(released);
        written = List.copyOf(written);
        unknown = List.copyOf(unknown);
    }

    /** A command that is looked up, not before {@code at}. */
    public record Unknown(BacklogEntry entry, Instant at) {}

    /** No calls until then. */
    public record Pause(Instant until, Failure failure, boolean unauthorised) {}

    /** With others that need nothing more. */
    public Conclusion with(List<BacklogEntry> others) {
        List<BacklogEntry> all = new ArrayList<>(released);
        all.addAll(others);
        return new Conclusion(all, nextTry, written, unknown, pause);
    }
}
