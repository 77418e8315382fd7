package io.bothways.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.chaos.fault.FaultKind;
import io.bothways.chaos.fault.Injector.Injected;
import io.bothways.chaos.judge.Finding;
import io.bothways.chaos.judge.Finding.Kind;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** What came of all seeds: one object for programs, sentences for people. */
public final class ChaosReport {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** So many seeds of two minutes see every kind of fault. */
    private static final int SEEDS_FOR_EVERY_KIND = 20;
    private static final long AROUND_MILLIS = 25_000;

    private final List<Outcome> outcomes;
    private final int wanted;

    ChaosReport(List<Outcome> outcomes, int wanted) {
        this.outcomes = List.copyOf(outcomes);
        this.wanted = wanted;
    }

    public boolean ok() {
        return outcomes.size() == wanted && outcomes.stream().allMatch(Outcome::ok)
                && (wanted < SEEDS_FOR_EVERY_KIND || missingKinds() == 0);
    }

    /** Everything about the seeds that failed, in plain words; empty if none did. */
    public String problems() {
        StringBuilder text = new StringBuilder();
        outcomes.stream().filter(outcome -> !outcome.ok()).forEach(outcome -> text.append(told(outcome)).append('\n'));
        return text.toString();
    }

    public String toJson() {
        ObjectNode root = JSON.createObjectNode().put("ok", ok());
        ObjectNode figures = root.putObject("figures");
        figures.put("seeds", outcomes.size());
        figures(figures, outcomes);
        figures.put("kinds_missing", missingKinds());
        ObjectNode goals = root.putObject("goals");
        ObjectNode met = root.putObject("met");
        for (String zero : List.of("duplicates", "lost_edits", "unexplained_differences", "writes_at_rest",
                "budget_violations")) {
            goals.put(zero, 0);
            met.put(zero, figures.path(zero).asLong() == 0);
        }
        goals.put("blind_percent", 1);
        met.put("blind_percent", outcomes.stream().allMatch(Outcome::blindAreRare));
        ArrayNode runs = root.putArray("runs");
        outcomes.forEach(outcome -> run(runs.addObject(), outcome));
        return root.toString();
    }

    /** The object for a run that could not even begin. */
    static String failure(String sentence) {
        return JSON.createObjectNode().put("ok", false).put("error", sentence).toString();
    }

    public String toText() {
        StringBuilder text = new StringBuilder();
        outcomes.forEach(outcome -> text.append(line(outcome)).append('\n'));
        return text.append(ok() ? "Nothing was lost, nothing was made twice." : "It does not hold.").toString();
    }

    /** One seed for people: its line, and all that is known of what went wrong. */
    static String told(Outcome outcome) {
        StringBuilder text = new StringBuilder(line(outcome));
        for (Finding finding : outcome.findings()) {
            text.append("\n  ").append(word(finding.kind())).append(": ").append(finding.what());
            finding.history().forEach(change -> text.append("\n      ").append(seconds(outcome, change.atMillis()))
                    .append("  ").append(change));
            around(outcome, finding).forEach(injected -> text.append("\n      ")
                    .append(seconds(outcome, injected.atMillis())).append("  fault ").append(fault(injected)));
        }
        return text.toString();
    }

    private static String line(Outcome outcome) {
        if (!outcome.failure().isEmpty()) {
            return "seed " + outcome.seed() + ": could not be judged: " + outcome.failure();
        }
        return String.format(Locale.ROOT, "seed %d: %s, %d edits, %d faults of %d kinds, duplicates %d, lost_edits %d, "
                + "unexplained_differences %d, writes_at_rest %d, budget_violations %d, blind_overwrites %d, "
                + "blind_duplicates %d, at rest after %.0f s, listed %s",
                outcome.seed(), outcome.ok() ? "ok" : "FAILED", outcome.edits(), outcome.faultCount(),
                outcome.faults().size(), outcome.count(Kind.DUPLICATE), outcome.count(Kind.LOST_EDIT),
                outcome.count(Kind.UNEXPLAINED_DIFFERENCE), outcome.writesAtRest(), outcome.budgetViolations(),
                outcome.count(Kind.BLIND_OVERWRITE), outcome.count(Kind.BLIND_DUPLICATE), outcome.settleSeconds(),
                new TreeMap<>(outcome.held()));
    }

    private static void run(ObjectNode run, Outcome outcome) {
        run.put("seed", outcome.seed()).put("ok", outcome.ok()).put("seconds", outcome.seconds());
        if (!outcome.failure().isEmpty()) {
            run.put("error", outcome.failure());
        }
        figures(run.putObject("figures"), List.of(outcome));
        ObjectNode listed = run.putObject("listed");
        new TreeMap<>(outcome.held()).forEach(listed::put);
        ArrayNode schedule = run.putArray("schedule");
        outcome.injected().forEach(injected -> schedule.addObject()
                .put("at_s", (injected.atMillis() - outcome.beganMillis()) / 1000.0).put("fault", fault(injected)));
        ArrayNode findings = run.putArray("findings");
        outcome.findings().forEach(finding -> {
            ObjectNode node = findings.addObject().put("kind", word(finding.kind())).put("what", finding.what());
            ArrayNode history = node.putArray("history");
            finding.history().forEach(change -> history.addObject()
                    .put("at_s", (change.atMillis() - outcome.beganMillis()) / 1000.0).put("what", change.toString()));
            ArrayNode around = node.putArray("faults_around");
            around(outcome, finding).forEach(injected -> around.addObject()
                    .put("at_s", (injected.atMillis() - outcome.beganMillis()) / 1000.0).put("fault", fault(injected)));
        });
    }

    private static void figures(ObjectNode figures, List<Outcome> of) {
        figures.put("edits", sum(of, Outcome::edits)).put("deletes", sum(of, Outcome::deletes))
                .put("faults", sum(of, Outcome::faultCount))
                .put("duplicates", sum(of, outcome -> outcome.count(Kind.DUPLICATE)))
                .put("lost_edits", sum(of, outcome -> outcome.count(Kind.LOST_EDIT)))
                .put("unexplained_differences", sum(of, outcome -> outcome.count(Kind.UNEXPLAINED_DIFFERENCE)))
                .put("writes_at_rest", sum(of, Outcome::writesAtRest))
                .put("budget_violations", sum(of, Outcome::budgetViolations))
                .put("blind_overwrites", sum(of, outcome -> outcome.count(Kind.BLIND_OVERWRITE)))
                .put("blind_duplicates", sum(of, outcome -> outcome.count(Kind.BLIND_DUPLICATE)))
                .put("settle_s", of.stream().mapToDouble(Outcome::settleSeconds).max().orElse(0));
        kinds(of).forEach((kind, count) -> figures.put("fault_" + kind.word(), count));
    }

    private static long sum(List<Outcome> of, ToLongFunction<Outcome> figure) {
        return of.stream().mapToLong(figure).sum();
    }

    private static Map<FaultKind, Long> kinds(List<Outcome> of) {
        Map<FaultKind, Long> kinds = new EnumMap<>(FaultKind.class);
        of.forEach(outcome -> outcome.faults().forEach((kind, count) -> kinds.merge(kind, count, Long::sum)));
        return kinds;
    }

    private long missingKinds() {
        Map<FaultKind, Long> seen = kinds(outcomes);
        return Arrays.stream(FaultKind.values()).filter(kind -> !seen.containsKey(kind)).count();
    }

    private static Stream<Injected> around(Outcome outcome, Finding finding) {
        return outcome.injected().stream().filter(injected -> finding.history().stream()
                .filter(change -> change.atMillis() >= outcome.beganMillis())
                .anyMatch(change -> Math.abs(change.atMillis() - injected.atMillis()) <= AROUND_MILLIS));
    }

    private static String fault(Injected injected) {
        boolean inOurs = injected.fault().kind().process().isPresent();
        return injected.fault().kind().word() + (inOurs ? "" : " in side " + injected.fault().side())
                + (injected.what().isEmpty() ? "" : " (" + injected.what() + ")");
    }

    private static String seconds(Outcome outcome, long atMillis) {
        return String.format(Locale.ROOT, "%8.3f s", (atMillis - outcome.beganMillis()) / 1000.0);
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
