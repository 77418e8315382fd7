package io.bothways.connector.manifest;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.bothways.connector.manifest.expression.Json;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * {@code ./bothways connector check FILE --base-url URL [--credentials FILE] [--json]}: the conformance kit for a
 * manifest, against the app at an address. Exit code 0 when nothing failed.
 */
public final class AddressCheckMain {
    private static final String KIT = "io.bothways.connector.manifest.AddressTck";
    private static final int LONGEST = 300;
    /** The folder that the caller stood in. */
    private static final String FROM = "bothways.check.from";
    private static final String USAGE = "bothways connector: check FILE --base-url URL [--credentials FILE] [--json]";

    private AddressCheckMain() {}

    /** What became of the tests, by suite and sentence; what failed or was skipped with its reason. */
    private static final class Outcome implements TestExecutionListener {
        private final List<String> held = new ArrayList<>();
        private final Map<String, String> failed = new TreeMap<>();
        private final Map<String, String> skipped = new TreeMap<>();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            String reason = result.getThrowable()
                    .map(failure -> String.valueOf(failure.getMessage()))
                    .map(words -> words.replaceFirst("^Assumption failed: ", "").replaceAll("\\s+", " ").strip())
                    .map(words -> words.length() > LONGEST ? words.substring(0, LONGEST) + " …" : words)
                    .orElse("");
            switch (result.getStatus()) {
                case SUCCESSFUL -> {
                    if (test.isTest()) {
                        held.add(sentence(test));
                    }
                }
                case ABORTED -> skipped.put(sentence(test), reason);
                case FAILED -> failed.put(sentence(test), reason);
            }
        }

        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            skipped.put(sentence(test), reason);
        }

        /** {@code Paging: every record is listed once}. */
        private static String sentence(TestIdentifier test) {
            String id = test.getUniqueId();
            String suite = id.contains("[nested-class:")
                    ? id.replaceFirst(".*\\[nested-class:([^\\]]+)\\].*", "$1: ")
                    : "";
            String name = id.replaceFirst(".*\\[(?:method|test-template|nested-class|class):([^\\](]+).*", "$1");
            return suite + name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT).strip();
        }
    }

    public static void main(String[] arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        boolean json = words.remove("--json");
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : List.of("--base-url", "--credentials")) {
            int at = words.indexOf(option);
            if (at >= 0 && at + 1 < words.size()) {
                options.put(option, words.get(at + 1));
                words.subList(at, at + 2).clear();
            }
        }
        if (words.size() != 2 || !words.getFirst().equals("check") || !options.containsKey("--base-url")
                || !Files.isReadable(Path.of(words.get(1)))) {
            System.err.println(USAGE);
            System.exit(2);
            return;
        }
        System.setProperty(AddressTck.MANIFEST, Path.of(words.get(1)).toAbsolutePath().toString());
        System.setProperty(AddressTck.ADDRESS, options.get("--base-url"));
        if (options.containsKey("--credentials")) {
            Path file = Path.of(System.getProperty(FROM, "")).resolve(options.get("--credentials"));
            if (!Files.isReadable(file)) {
                System.err.println("The file of credentials cannot be read: " + file);
                System.exit(2);
            }
            System.setProperty(AddressTck.CREDENTIALS, file.toAbsolutePath().toString());
        }
        PrintStream answer = System.out;
        // Servers and frameworks print as they please: standard output carries the answer alone.
        System.setOut(System.err);
        Outcome outcome = new Outcome();
        try (LauncherSession session = LauncherFactory.openSession()) {
            // By its name: Quarkus has a class loader of its own for its tests, in place since the session was opened.
            LauncherDiscoveryRequest kit =
                    LauncherDiscoveryRequestBuilder.request().selectors(selectClass(KIT)).build();
            session.getLauncher().execute(kit, outcome);
        }
        tell(answer, outcome, json);
        System.exit(outcome.failed.isEmpty() && !outcome.held.isEmpty() ? 0 : 1);
    }

    private static void tell(PrintStream answer, Outcome outcome, boolean json) {
        if (json) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("ok", outcome.failed.isEmpty() && !outcome.held.isEmpty());
            told.put("held", outcome.held.size());
            told.put("failed", listed(outcome.failed));
            told.put("skipped", listed(outcome.skipped));
            answer.println(Json.write(told));
            return;
        }
        outcome.held.stream().sorted().forEach(test -> answer.println("  holds    " + test));
        outcome.skipped.forEach((test, reason) -> answer.println("  skipped  " + test + " (" + reason + ")"));
        outcome.failed.forEach((test, reason) -> answer.println("  failed   " + test + ": " + reason));
        answer.println(outcome.held.size() + " hold, " + outcome.failed.size() + " failed, " + outcome.skipped.size()
                + " were skipped");
    }

    private static List<Map<String, String>> listed(Map<String, String> tests) {
        return tests.entrySet().stream()
                .map(test -> Map.of("test", test.getKey(), "reason", test.getValue()))
                .toList();
    }
}
