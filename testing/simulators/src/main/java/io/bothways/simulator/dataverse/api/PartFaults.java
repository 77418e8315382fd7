package io.bothways.simulator.dataverse.api;

import io.bothways.simulator.dataverse.records.Problem;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Planned refusals of single requests inside batches that succeed, used up in order. */
public final class PartFaults {
    /** A refusal; {@code afterEffect}: the request has taken effect all the same. */
    public record PartFault(Problem problem, boolean afterEffect) {
    }

    private final Deque<PartFault> pending = new ArrayDeque<>();

    public void replace(List<PartFault> faults) {
        pending.clear();
        pending.addAll(faults);
    }

    @Nullable PartFault take() {
        return pending.poll();
    }
}
