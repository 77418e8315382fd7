package io.bothways.simulation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulation.Simulation.Failed;
import io.bothways.simulation.Simulation.Tally;
import io.bothways.simulation.judge.Finding;
import io.bothways.simulation.script.EditKind;
import io.bothways.simulation.script.Feature;
import io.bothways.simulation.script.Script;
import io.bothways.simulation.wire.FaultKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** {@code ./bothways simulate --from SEED --seeds N [--json]}: exit code 0 when no history went wrong. */
public final class SimulateMain {
    private static final int MOST_SHOWN = 8;

    private SimulateMain() {}

    public static void main(String[] arguments) {
        Optional<Long> from = number(arguments, "--from", 1);
        Optional<Long> seeds = number(arguments, "--seeds", 1_000);
        if (from.isEmpty() || seeds.isEmpty() || seeds.get() < 1) {
            System.err.println("bothways simulate: --from SEED and --seeds N need a whole number");
            System.exit(2);
            return;
        }
        Optional<Set<Feature>> besides = features(arguments);
        if (besides.isEmpty()) {
            System.err.println("bothways simulate: --with needs some of " + List.of(Feature.values())
                    + ", with commas and no spaces between them");
            System.exit(2);
            return;
        }
        int script = List.of(arguments).indexOf("--script");
        if (script >= 0) {
            replay(arguments, script);
            return;
        }
        Simulation simulation = new Simulation(Parts.REAL);
        AtomicLong done = new AtomicLong();
        long begun = System.nanoTime();
        Tally tally = simulation.run(from.get(), seeds.get(), besides.get(), seed -> {
            long count = done.incrementAndGet();
            if (count % 1_000 == 0) {
                System.err.println("  " + count + " of " + seeds.get() + " histories");
            }
        });
        double seconds = (System.nanoTime() - begun) / 1e9;
        List<Failed> failed = tally.failed();
        Map<String, List<Failed>> kinds = failed.stream().collect(Collectors.groupingBy(
                SimulateMain::kind, TreeMap::new, Collectors.toList()));
        kinds.forEach((kind, alike) -> System.err.println(alike.size() + " failed: " + kind));
        kinds.values().stream().limit(MOST_SHOWN).forEach(alike -> show(simulation, alike.getFirst()));
        System.out.println(List.of(arguments).contains("--json")
                ? json(tally, seconds)
                : text(tally, seconds));
        System.exit(failed.isEmpty() && blindFewEnough(tally) ? 0 : 1);
    }

    /** Lives through one saved script and tells all that happens. */
    private static void replay(String[] arguments, int at) {
        try {
            Script script = Script.parse(Files.readString(Path.of(arguments[at + 1])));
            Optional<Finding> finding = History.of(script, Parts.REAL, System.err::println).finding();
            System.out.println(finding.map(Object::toString).orElse("it went well"));
            System.exit(finding.isEmpty() ? 0 : 1);
        } catch (IOException | ArrayIndexOutOfBoundsException wrong) {
            System.err.println("bothways simulate: --script needs a file that can be read");
            System.exit(2);
        }
    }

    /** What nobody could know in time has to be rare all the same. */
    private static boolean blindFewEnough(Tally tally) {
        return tally.blindOverwrites() * 1_000 <= tally.allEdits()
                && tally.blindDuplicates() * 10 <= tally.edits(EditKind.COMBINE);
    }

    private static String kind(Failed failed) {
        return failed.result().finding().orElseThrow().invariant() + " in a " + failed.script().shape();
    }

    private static void show(Simulation simulation, Failed failed) {
        System.err.println("seed " + failed.script().seed() + " failed: "
                + failed.result().finding().map(Object::toString).orElse(""));
        Script shrunk = simulation.shrink(failed);
        System.err.println("its script, made shorter:\n" + shrunk.text());
        History.of(shrunk, Parts.REAL).finding().ifPresent(finding -> System.err.println("which gives " + finding));
    }

    private static String text(Tally tally, double seconds) {
        return String.format(Locale.ROOT, "%d histories, %d failed; %d edits, %d faults, %d writes, %d conflicts, %d"
                + " edits overwritten blindly; %.1f s", tally.seeds(), tally.failed().size(), tally.allEdits(),
                tally.allFaults(), tally.writes(), tally.conflicts(), tally.blindOverwrites(), seconds);
    }

    private static String json(Tally tally, double seconds) {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode report = mapper.createObjectNode();
        report.put("seeds", tally.seeds());
        report.put("failed", tally.failed().size());
        report.put("steps", tally.steps());
        report.put("edits", tally.allEdits());
        report.put("writes", tally.writes());
        report.put("conflicts", tally.conflicts());
        report.put("blind_overwrites", tally.blindOverwrites());
        report.put("blind_duplicates", tally.blindDuplicates());
        ObjectNode histogram = report.putObject("histogram");
        ObjectNode faults = histogram.putObject("faults");
        for (FaultKind kind : FaultKind.values()) {
            faults.putObject(kind.name().toLowerCase(Locale.ROOT))
                    .put("times", tally.faults(kind)).put("seeds", tally.seedsWith(kind));
        }
        ObjectNode edits = histogram.putObject("edits");
        for (EditKind kind : Script.kinds()) {
            edits.putObject(kind.name().toLowerCase(Locale.ROOT))
                    .put("times", tally.edits(kind)).put("seeds", tally.seedsWith(kind));
        }
        report.put("wall_s", Math.round(seconds * 10) / 10.0);
        try {
            return mapper.writeValueAsString(report);
        } catch (com.fasterxml.jackson.core.JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Optional<Set<Feature>> features(String[] arguments) {
        int at = List.of(arguments).indexOf("--with");
        if (at < 0) {
            return Optional.of(Set.of());
        }
        try {
            return Optional.of(Arrays.stream(arguments[at + 1].toUpperCase(Locale.ROOT).split(","))
                    .map(Feature::valueOf)
                    .collect(Collectors.toSet()));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException wrong) {
            return Optional.empty();
        }
    }

    private static Optional<Long> number(String[] arguments, String option, long usual) {
        int at = List.of(arguments).indexOf(option);
        if (at < 0) {
            return Optional.of(usual);
        }
        try {
            return Optional.of(Long.parseLong(arguments[at + 1]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException wrong) {
            return Optional.empty();
        }
    }
}
