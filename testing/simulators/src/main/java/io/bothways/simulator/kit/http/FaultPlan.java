package io.bothways.simulator.kit.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The faults still to come, used up in order: a call is hit by the first one that fits its operation. */
public final class FaultPlan {
    private final List<Fault> pending = new ArrayList<>();

    public void replace(List<Fault> faults) {
        pending.clear();
        pending.addAll(faults);
    }

    public void add(List<Fault> faults) {
        pending.addAll(faults);
    }

    public List<Fault> pending() {
        return List.copyOf(pending);
    }

    @Nullable Fault take(String operation) {
        for (int at = 0; at < pending.size(); at++) {
            Fault fault = pending.get(at);
            if (fault.hits(operation)) {
                if (fault.times() == 1) {
                    pending.remove(at);
                } else {
                    pending.set(at, fault.onceLess());
                }
                return fault;
            }
        }
        return null;
    }
}
