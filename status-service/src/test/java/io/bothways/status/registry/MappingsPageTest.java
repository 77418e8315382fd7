package io.bothways.status.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.contracts.AccountId;
import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.Side;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.configuration.ScopeRule;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import io.bothways.core.canonical.CanonicalForm;
import io.bothways.core.canonical.Word;
import io.bothways.core.mapping.ConfigurationCheck;
import io.bothways.core.scope.Scope;
import io.bothways.core.scope.ScopeVerdict;
import io.bothways.core.transform.Pipeline;
import io.bothways.core.transform.Said;
import io.bothways.runtime.codec.Codec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of docs/mappings.md is read as the API reads it, passes the check, and does what its table says. */
class MappingsPageTest {
    private static final Pattern STEPS = Pattern.compile(
            "`([A-Z_ ]+)` to `([A-Z_ ]+)`\\n\\n```json\\n(.*?)```\\n\\n((?:\\|[^\\n]*\\n)+)", Pattern.DOTALL);
    private static final Pattern SCOPE = Pattern.compile("```json scope\\n(.*?)```\\n\\n((?:\\|[^\\n]*\\n)+)", Pattern.DOTALL);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Codec CODEC = new Codec();
    private static final CanonicalForm FORM = new CanonicalForm("US");
    private static final Map<String, String> OPTIONS = Map.of("Hot", "", "Cold", "", "Unknown", "", "red", "", "blue", "");

    /** A transform of the page, and its table. */
    record Example(Mapping mapping, List<List<String>> rows) {
        @Override
        public String toString() {
            return mapping.toB().toString();
        }
    }

    static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        Matcher found = STEPS.matcher(page());
        while (found.find()) {
            examples.add(new Example(mapping(fields("a", found.group(1)), fields("b", found.group(2)), found.group(3)),
                    rows(found.group(4))));
        }
        return examples;
    }

    @Test
    void noExampleOfThePageIsLeftOut() throws IOException {
        assertThat(examples()).hasSize(13);
        assertThat(page().split("```json\n", -1)).hasSize(1 + 13);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theCheckTakesIt(Example example) {
        ObjectSync sync = new ObjectSync("o", "as", "bs", List.of(), List.of(example.mapping));

        assertThat(ConfigurationCheck.check(sync, schema(Side.A, example.mapping), schema(Side.B, example.mapping))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void itDoesWhatItsTableSays(Example example) {
        assertThat(example.rows).isNotEmpty();
        for (List<String> row : example.rows) {
            Said said = Pipeline.say(example.mapping, Side.A, values(example.mapping.fields(Side.A), row.get(0)));

            if (row.get(1).equals("**held**")) {
                assertThat(said).as("%s", row).isInstanceOf(Said.Refused.class);
            } else {
                assertThat(said).as("%s", row).isInstanceOf(Said.Values.class);
                assertSame(example.mapping.fields(Side.B), ((Said.Values) said).values(), row.get(1));
            }
        }
    }

    private static void assertSame(List<MappedField> targets, List<FieldValue> said, String cell) {
        List<FieldValue> expected = values(targets, cell);
        for (int i = 0; i < targets.size(); i++) {
            assertThat(FORM.same(said.get(i), expected.get(i), targets.get(i).type())).as("%s", cell).isTrue();
        }
    }

    @Test
    void theScopeRuleDoesWhatItsTableSays() throws IOException {
        Matcher found = SCOPE.matcher(page());
        assertThat(found.find()).isTrue();
        String rule = "{\"name\":\"r\",\"condition\":" + found.group(1) + ",\"on_leave\":{\"type\":\"freeze\"}}";
        ScopeRule scope = sync(object -> object.putArray("scope_a").add(JSON.readTree(rule))).scopeA().getFirst();
        List<String> names = List.of("country", "mail", "score", "since");
        List<ValueType> types = List.of(ValueType.TEXT, ValueType.EMAIL, ValueType.DECIMAL, ValueType.DATE);
        List<String> verdicts = new ArrayList<>();

        for (List<String> row : rows(found.group(2))) {
            Map<String, FieldValue> record = new HashMap<>();
            for (int i = 0; i < names.size(); i++) {
                record.put(names.get(i), row.get(i).equals("not read")
                        ? FieldValue.UNREAD
                        : value(types.get(i), row.get(i)));
            }
            String verdict = switch (Scope.of(List.of(scope), record, "US")) {
                case ScopeVerdict.In in -> "in";
                case ScopeVerdict.Out out -> "out: " + out.condition();
                case ScopeVerdict.Undecided undecided -> "not known";
            };
            assertThat(verdict).as("%s", row).isEqualTo(row.get(4));
            verdicts.add(verdict.substring(0, 2));
        }
        assertThat(verdicts).contains("in", "ou", "no");
    }

    private static String page() throws IOException {
        Path root = Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("docs/mappings.md")))
                .findFirst()
                .orElseThrow();
        return Files.readString(root.resolve("docs/mappings.md"));
    }

    private interface Change {
        void of(ObjectNode object) throws IOException;
    }

    /** An object sync as the API would read it. */
    private static ObjectSync sync(Change change) throws IOException {
        JsonNode tree = JSON.readTree(CODEC.configuration(connection(List.of())));
        change.of((ObjectNode) tree.at("/objects/0"));
        return CODEC.decodeConfiguration(tree.toString()).objects().getFirst();
    }

    private static ConnectionConfiguration connection(List<Mapping> mappings) {
        return new ConnectionConfiguration(new TenantId("t"), new ConnectionId("c"), 1, new AccountId("a"),
                new AccountId("b"), List.of(new ObjectSync("o", "as", "bs", List.of(), mappings)));
    }

    private static Mapping mapping(List<MappedField> a, List<MappedField> b, String steps) throws IOException {
        Mapping plain = new Mapping("m", a.getFirst(), b.getFirst(), Direction.A_TO_B, Policy.SIDE_A, Map.of())
                .withMore(a.subList(1, a.size()), b.subList(1, b.size()));
        ObjectNode written =
                (ObjectNode) JSON.readTree(CODEC.configuration(connection(List.of(plain)))).at("/objects/0/mappings/0");
        written.set("to_b", JSON.readTree(steps));
        return sync(object -> object.putArray("mappings").add(written)).mappings().getFirst();
    }

    private static List<MappedField> fields(String side, String types) {
        String[] names = types.split(" ");
        List<MappedField> fields = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            fields.add(new MappedField(side + i, ValueType.valueOf(names[i]), true, true, false));
        }
        return fields;
    }

    private static ObjectSchema schema(Side side, Mapping mapping) {
        return new ObjectSchema(side == Side.A ? "as" : "bs", "", "o", mapping.fields(side).stream()
                .map(field -> new FieldSchema(field.name(), field.name(), field.type(), Optional.empty(), true, true,
                        false, false, OPTIONS, List.of()))
                .toList());
    }

    /** The rows below the heading. */
    private static List<List<String>> rows(String table) {
        return table.lines()
                .skip(2)
                .map(line -> Arrays.stream(line.substring(1, line.length() - 1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    private static List<FieldValue> values(List<MappedField> fields, String cell) {
        String[] words = cell.split(" \\+ ");
        assertThat(words).as(cell).hasSameSizeAs(fields);
        List<FieldValue> values = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            values.add(value(fields.get(i).type(), words[i]));
        }
        return values;
    }

    private static FieldValue value(ValueType type, String cell) {
        if (cell.equals("—")) {
            return FieldValue.CLEARED;
        }
        assertThat(cell).startsWith("`").endsWith("`");
        String word = cell.substring(1, cell.length() - 1);
        return FieldValue.of(switch (type) {
            case TEXT, EMAIL, PHONE, URL -> new Value.Text(word);
            case OPTION -> new Value.Option(word);
            case OPTION_SET -> new Value.OptionSet(new TreeSet<>(List.of(word.split(";"))));
            case DECIMAL, BOOLEAN, DATE, TIMESTAMP -> Word.parse(type, word).orElseThrow();
            case REFERENCE, REFERENCE_SET -> throw new AssertionError("no example has a " + type);
        });
    }
}
