package io.bothways.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.connector.Ability;
import io.bothways.connector.ConnectorCatalog;
import io.bothways.connector.ConnectorDescriptor;
import io.bothways.connector.ConnectorProvider;
import io.bothways.connector.descriptor.Budget;
import io.bothways.connector.descriptor.Budget.Reset;
import io.bothways.connector.descriptor.Deletions.Rung;
import io.bothways.connector.descriptor.Pushes;
import io.bothways.connector.descriptor.Reading.Changes;
import io.bothways.connector.descriptor.Writing;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.DeletionSource;
import io.bothways.connector.read.KeyLookup;
import io.bothways.connector.read.RecordCount;
import io.bothways.connector.read.RecordListing;
import io.bothways.connector.read.RecordReader;
import io.bothways.connector.read.SchemaReader;
import io.bothways.connector.webhook.WebhookSource;
import io.bothways.connector.webhook.WebhookSubscriptions;
import io.bothways.connector.write.RecordDeletion;
import io.bothways.connector.write.RecordRelations;
import io.bothways.connector.write.RecordRestore;
import io.bothways.connector.write.RecordUpsert;
import io.bothways.connector.write.RecordWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * docs/connectors.md says what the descriptors say. The block between its marks is written by
 * {@code -Dbothways.docs.write=true}.
 */
class ConnectorPagesTest {
    private static final String BEGIN = "<!-- descriptors: begin -->\n";
    private static final String END = "<!-- descriptors: end -->";
    private static final Map<Class<? extends Ability>, String> ABILITIES = abilities();

    private final SourceTree tree = SourceTree.find();

    private static Map<Class<? extends Ability>, String> abilities() {
        Map<Class<? extends Ability>, String> words = new LinkedHashMap<>();
        words.put(SchemaReader.class, "describe");
        words.put(RecordListing.class, "list");
        words.put(ChangeSource.class, "changes");
        words.put(RecordReader.class, "read by id");
        words.put(KeyLookup.class, "find by key");
        words.put(RecordCount.class, "count");
        words.put(DeletionSource.class, "deletions");
        words.put(RecordWriter.class, "create, update");
        words.put(RecordUpsert.class, "upsert");
        words.put(RecordDeletion.class, "delete");
        words.put(RecordRestore.class, "restore");
        words.put(RecordRelations.class, "relate");
        words.put(WebhookSource.class, "webhooks");
        words.put(WebhookSubscriptions.class, "subscribe");
        return words;
    }

    @Test
    void thePageSaysWhatTheDescriptorsSay() throws IOException {
        Path page = tree.at("docs/connectors.md");
        String text = tree.text(page);
        String expected = block();
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        assertThat(end).as("docs/connectors.md has its marks").isGreaterThanOrEqualTo(begin);

        if (Boolean.getBoolean("bothways.docs.write")) {
            Files.writeString(page, text.substring(0, begin) + expected + text.substring(end));
            return;
        }
        assertThat(text.substring(begin, end))
                .as("docs/connectors.md: run this test with -Dbothways.docs.write=true")
                .isEqualTo(expected);
    }

    private static String block() {
        Stream<ConnectorProvider> described = ServiceLoader.load(ConnectorCatalog.class).stream()
                .flatMap(catalog -> catalog.get().providers().stream());
        Stream<ConnectorProvider> written =
                ServiceLoader.load(ConnectorProvider.class).stream().map(ServiceLoader.Provider::get);
        List<ConnectorDescriptor> all = Stream.concat(written, described)
                .map(ConnectorProvider::descriptor)
                .sorted(Comparator.comparing(ConnectorDescriptor::id))
                .toList();
        assertThat(all).hasSizeGreaterThan(1);
        StringBuilder block = new StringBuilder("| | ")
                .append(String.join(" | ", ABILITIES.values()))
                .append(" |\n|---|")
                .append(":-:|".repeat(ABILITIES.size()))
                .append('\n');
        for (ConnectorDescriptor app : all) {
            block.append("| ").append(app.label()).append(" | ");
            block.append(ABILITIES.keySet().stream()
                    .map(ability -> app.has(ability) ? "yes" : "–")
                    .collect(Collectors.joining(" | ")));
            block.append(" |\n");
        }
        all.forEach(app -> block.append('\n').append(values(app)));
        return block.toString();
    }

    private static String values(ConnectorDescriptor app) {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("API", app.api().version()
                + app.api().endOfLife().map(end -> ", switched off on " + end).orElse(", no end announced")
                + (app.products().isEmpty() ? "" : "; " + String.join(", ", app.products())));
        rows.put("credentials", app.credentials().stream()
                .map(members -> members.stream().map(member -> "`" + member + "`").collect(Collectors.joining(" + ")))
                .collect(Collectors.joining(", or ")));
        rows.put("listing", app.reading().listPage() + " a page; " + app.reading().batch() + " ids a reading");
        rows.put("changes", app.reading().changes().map(ConnectorPagesTest::changes).orElse("none: it only pushes"));
        rows.put("stamps", "to " + words(app.reading().tick()) + "; shown up to "
                + words(app.horizons().indexLag()) + " late");
        rows.put("deletions told by", app.deletions().ladder().stream()
                .map(ConnectorPagesTest::rung)
                .collect(Collectors.joining(", then ")));
        rows.put("writing", writing(app.writing()));
        rows.put("webhooks", app.pushes().map(ConnectorPagesTest::pushes).orElse("none"));
        rows.put("limits", app.limits().budgets().stream()
                        .map(ConnectorPagesTest::budget)
                        .collect(Collectors.joining("; "))
                + "; " + app.limits().concurrentCalls() + " calls at once");
        rows.put("patience", words(app.horizons().callTimeout()) + " for an answer; the app may work "
                + words(app.horizons().serverTimeout()) + "; combined records are known after "
                + words(app.horizons().combine()));
        StringBuilder text = new StringBuilder("### " + app.label() + "\n\n| | |\n|---|---|\n");
        rows.forEach((name, value) -> text.append("| ").append(name).append(" | ").append(value).append(" |\n"));
        return text.toString();
    }

    private static String changes(Changes changes) {
        return changes.page() + " a page, asked to " + words(changes.granularity()) + " of "
                + (changes.zone() == io.bothways.connector.descriptor.Reading.Zone.UTC ? "UTC" : "the account's zone")
                + (changes.resultCap().isPresent()
                        ? ", at most " + changes.resultCap().getAsInt() + " a query"
                        : "");
    }

    private static String rung(Rung rung) {
        return rung.source().name().toLowerCase(Locale.ROOT)
                + rung.reach().map(reach -> " (" + words(reach) + " back)").orElse("");
    }

    private static String writing(Writing writing) {
        return "batches of " + writing.createBatch() + " / " + writing.updateBatch() + " / " + writing.deleteBatch()
                + " (create / update / delete), " + code(writing.partial()) + "; cleared by "
                + code(writing.clear()) + "; marker: " + code(writing.marker()) + "; "
                + (writing.tellsInAnswer() ? "answers tell values" : writing.readBackPage() + " ids a read-back");
    }

    private static String pushes(Pushes pushes) {
        return code(pushes.payload()) + ", proven by " + code(pushes.proof())
                + pushes.freshness().map(fresh -> ", at most " + words(fresh) + " old").orElse("")
                + "; read after " + words(pushes.settle());
    }

    private static String budget(Budget budget) {
        String reset = switch (budget.reset()) {
            case Reset.Rolling() -> "";
            case Reset.FromFirstCall() -> ", counted from the first call";
            case Reset.Midnight(var zone) -> ", until midnight " + zone.map(there -> "in " + there).orElse("there");
        };
        String costs = budget.costs().isEmpty()
                ? ""
                : " (" + budget.costs().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(cost -> (cost.getKey().isEmpty() ? "any" : "`" + cost.getKey() + "`") + " "
                                + cost.getValue())
                        .collect(Collectors.joining(", ")) + ")";
        return "`" + budget.name() + "` " + budget.tokens() + " in " + words(budget.window())
                + (budget.endpoint().isEmpty() ? "" : " of `" + budget.endpoint() + "`") + reset + costs;
    }

    private static String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String words(Duration time) {
        if (time.isZero()) {
            return "0 s";
        }
        if (time.toDays() > 0 && time.equals(Duration.ofDays(time.toDays()))) {
            return time.toDays() + " d";
        }
        if (time.toMinutes() > 0 && time.equals(Duration.ofMinutes(time.toMinutes()))) {
            return time.toMinutes() + " min";
        }
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
