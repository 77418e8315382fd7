package io.bothways.simulator.salesforce.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Planned refusals of single rows, such as a row locked by another transaction, inside calls that succeed. */
public final class RowFaults {
    /** Refuses the next {@code times} rows written; with an id only rows that update or delete that record. */
    public record RowFault(ApiError error, int times, Optional<String> id) {
        public RowFault {
            if (times < 1) {
                throw new IllegalArgumentException("times must be at least 1");
            }
        }
    }

    private final List<RowFault> pending = new ArrayList<>();

    public void replace(List<RowFault> faults) {
        pending.clear();
        pending.addAll(faults);
    }

    Optional<ApiError> take(Optional<String> id) {
        for (int position = 0; position < pending.size(); position++) {
            RowFault fault = pending.get(position);
            if (fault.id().isEmpty() || fault.id().equals(id)) {
                if (fault.times() == 1) {
                    pending.remove(position);
                } else {
                    pending.set(position, new RowFault(fault.error(), fault.times() - 1, fault.id()));
                }
                return Optional.of(fault.error());
            }
        }
        return Optional.empty();
    }
}
