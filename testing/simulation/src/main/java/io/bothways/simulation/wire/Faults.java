package io.bothways.simulation.wire;

import java.util.EnumMap;
import java.util.Map;

/** Faults that are due: armed by the script, spent by whoever meets the next occasion. */
public final class Faults {
    private final Map<FaultKind, Integer> armed = new EnumMap<>(FaultKind.class);
    private final Map<FaultKind, Integer> spent = new EnumMap<>(FaultKind.class);

    public void arm(FaultKind kind) {
        armed.merge(kind, 1, Integer::sum);
    }

    /** Whether the fault happens here and now. */
    public boolean strikes(FaultKind kind) {
        int left = armed.getOrDefault(kind, 0);
        if (left == 0) {
            return false;
        }
        armed.put(kind, left - 1);
        count(kind);
        return true;
    }

    public boolean isArmed(FaultKind kind) {
        return armed.getOrDefault(kind, 0) > 0;
    }

    /** A fault that needed no arming. */
    public void count(FaultKind kind) {
        spent.merge(kind, 1, Integer::sum);
    }

    /** From now on nothing goes wrong. */
    public void end() {
        armed.clear();
    }

    /** How often each has happened. */
    public Map<FaultKind, Integer> spent() {
        return spent;
    }
}
