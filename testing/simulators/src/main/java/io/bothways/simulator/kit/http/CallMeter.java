package io.bothways.simulator.kit.http;

import java.util.Map;
import java.util.TreeMap;

/** Counts the calls of clients: each operation, the calls that write, the records written, the calls throttled. */
public final class CallMeter {
    private final Map<String, Integer> operations = new TreeMap<>();
    private final Map<String, Integer> faults = new TreeMap<>();
    private int total;
    private int writes;
    private int recordsWritten;
    private int throttled;

    void arrived(String operation) {
        total++;
        operations.merge(operation, 1, Integer::sum);
    }

    void hit(Fault fault) {
        faults.merge(fault.word(), 1, Integer::sum);
    }

    void writeHandled() {
        writes++;
    }

    void recordsWritten(int count) {
        recordsWritten += count;
    }

    /** A call was told to wait. */
    public void throttled() {
        throttled++;
    }

    public Map<String, Integer> operations() {
        return operations;
    }

    /** How often which fault has hit a call, by its kind and status. */
    public Map<String, Integer> faults() {
        return faults;
    }

    public int total() {
        return total;
    }

    public int writes() {
        return writes;
    }

    public int recordsWritten() {
        return recordsWritten;
    }

    public int throttledCalls() {
        return throttled;
    }

    public void reset() {
        operations.clear();
        faults.clear();
        total = 0;
        writes = 0;
        recordsWritten = 0;
        throttled = 0;
    }
}
