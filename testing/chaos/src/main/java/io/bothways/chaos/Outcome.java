package io.bothways.chaos;

import io.bothways.chaos.fault.FaultKind;
import io.bothways.chaos.fault.Injector.Injected;
import io.bothways.chaos.judge.Finding;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What came of one seed.
 *
 * @param beganMillis when the people began, of the epoch
 * @param faults how often each kind has happened; planned ones that met no call do not count
 * @param writesAtRest calls that wrote although nobody edited
 * @param budgetViolations calls that an app refused because they were too many
 * @param held records that are listed as not in step, by reason
 * @param failure why the run could not be judged; empty if it was
 */
record Outcome(long seed, int seconds, long beganMillis, int edits, int deletes, Map<FaultKind, Long> faults,
        List<Injected> injected, List<Finding> findings, long writesAtRest, long budgetViolations, Map<String, Long> held,
        double settleSeconds, String failure) {
    static final int EDITS_PER_MINUTE = 150;
    static final int FAULTS_PER_MINUTE = 10;

    Outcome {
        faults = Map.copyOf(faults);
        injected = List.copyOf(injected);
        findings = List.copyOf(findings);
        held = Map.copyOf(held);
    }

    static Outcome failed(long seed, int seconds, String failure) {
        return new Outcome(seed, seconds, 0, 0, 0, new EnumMap<>(FaultKind.class), List.of(), List.of(), 0, 0, Map.of(), 0,
                failure);
    }

    long count(Finding.Kind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).count();
    }

    long blind() {
        return findings.stream().filter(finding -> finding.kind().blind()).count();
    }

    long faultCount() {
        return faults.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether there was enough of both for the verdict to mean something. */
    boolean busy() {
        return edits * 60L >= EDITS_PER_MINUTE * (long) seconds && faultCount() * 60 >= FAULTS_PER_MINUTE * (long) seconds;
    }

    boolean blindAreRare() {
        return blind() * 100 <= edits;
    }

    boolean ok() {
        return failure.isEmpty() && busy() && blindAreRare() && writesAtRest == 0 && budgetViolations == 0
                && findings.stream().allMatch(finding -> finding.kind().blind());
    }
}
