package io.bothways.simulation;

import io.bothways.merge.work.Session;
import io.bothways.merge.work.Sessions;
import java.util.Optional;
import java.util.function.Function;

/** Sessions that are all bent in the same way. */
record BentSessions(Sessions real, Function<Session, Session> bend) implements Sessions {
    @Override
    public <T> T look(Function<Session, T> step) {
        return real.look(session -> step.apply(bend.apply(session)));
    }

    @Override
    public <T> T untilCommitted(Function<Session, Optional<T>> step) {
        // The store commits what the real session has staged.
        return real.untilCommitted(session -> step.apply(bend.apply(session)));
    }
}
