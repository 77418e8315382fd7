package io.bothways.core.merge;

import static io.bothways.core.merge.Fixtures.field;
import static io.bothways.core.merge.Fixtures.stamp;
import static io.bothways.core.merge.Fixtures.sync;
import static io.bothways.core.merge.Fixtures.value;
import static io.bothways.core.merge.Fixtures.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.configuration.Transform;
import io.bothways.contracts.configuration.Transform.Letters;
import io.bothways.contracts.configuration.Transform.Rest;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import io.bothways.core.mapping.ReasonCode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mappings with transforms and with several fields on a side, through the merge and the making of records. */
class TransformedMergeTest {
    private static final MappedField FIRST = field("first", ValueType.TEXT);
    private static final MappedField LAST = field("last", ValueType.TEXT);
    private static final MappedField NAME = field("Name", ValueType.TEXT);
    private static final Mapping FULL_NAME = new Mapping(
                    "name", FIRST, NAME, Direction.TWO_WAY, Policy.SIDE_A, Map.of())
            .withMore(List.of(LAST), List.of())
            .withTransforms(List.of(new Transform.Split(" ", Rest.FIRST)), List.of(new Transform.Join(" ")));

    /** Base and now of first and last name on side A, base and now of the name on side B; then what is written. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Anna Smith | Anna Smith | Anna Smith | Anna Smith  | .     . | .",
        "Anna Smith | Eve Smith  | Anna Smith | Anna Smith  | .     . | Eve Smith",
        "Anna Smith | Anna Jones | Anna Smith | Anna Smith  | .     . | Anna Jones",
        "Anna Smith | - Smith    | Anna Smith | Anna Smith  | .     . | Smith",
        "Anna Smith | - -        | Anna Smith | Anna Smith  | .     . | -",
        "Anna Smith | Anna Smith | Anna Smith | Eve Smith   | Eve   . | .",
        "Anna Smith | Anna Smith | Anna Smith | Eve Jones   | Eve Jones | .",
        "Anna Smith | Anna Smith | Anna Smith | Smith       | -     . | .",
        "Anna Smith | Anna Smith | Anna Smith | -           | -     - | .",
        "Anna Smith | Eve Smith  | Anna Smith | Eve Smith   | .     . | .",
        "Anna Smith | Eve Smith  | Anna Smith | Ann Smith   | .     . | Eve Smith",
        // An app that says the name in its own way makes no write.
        "Anna Smith | Anna Smith | SMITH, ANNA | SMITH, ANNA | .    . | .",
        // The first match.
        "? ?        | Anna Smith | ?          | Anna Smith  | .     . | .",
        "? ?        | - -        | ?          | Anna Smith  | Anna Smith | .",
        "? ?        | Anna Smith | ?          | -           | .     . | Anna Smith",
        "? ?        | Anna Smith | ?          | Eve Jones   | .     . | .",
        "? ?        | Anna -     | ?          | Anna Smith  | .     . | .",
        // A part that was not read says nothing.
        "Anna Smith | Eve ?      | Anna Smith | Anna Smith  | .     . | .",
    })
    void mergesSeveralFieldsAsOne(String baseA, String nowA, String baseB, String nowB, String writeA, String writeB) {
        LinkView link = view(new SideView(parts(nowA), known(parts(baseA)), stamp(0)),
                new SideView(Map.of("Name", value(nowB)), known(Map.of("Name", value(baseB))), stamp(0)));

        MergePlan plan = LinkMerge.plan(sync(FULL_NAME), link);

        Map<String, FieldValue> expected = new HashMap<>(parts(writeA));
        expected.values().removeIf(FieldValue.text(".")::equals);
        assertThat(plan.a().write()).isEqualTo(expected);
        assertThat(plan.b().write()).isEqualTo(writeB.equals(".") ? Map.of() : Map.of("Name", value(writeB)));
        assertThat(plan.a().expected().keySet()).isEqualTo(plan.a().write().keySet());
    }

    private static Map<String, FieldValue> parts(String words) {
        String[] both = words.split("\\s+");
        return Map.of("first", value(both[0]), "last", value(both[1]));
    }

    private static Map<String, FieldValue> known(Map<String, FieldValue> values) {
        Map<String, FieldValue> known = new HashMap<>(values);
        known.values().removeIf(FieldValue.Unread.class::isInstance);
        return known;
    }

    @Test
    void theBasesOfSeveralFieldsStayTheirOwn() {
        LinkView edited = view(
                new SideView(parts("Eve Smith"), parts("Anna Smith"), stamp(0)),
                new SideView(Map.of("Name", value("Anna Smith")), Map.of("Name", value("Anna Smith")), stamp(0)));
        LinkView first = view(new SideView(parts("Anna Smith"), Map.of(), stamp(0)),
                new SideView(Map.of("Name", value("Anna Smith")), Map.of(), stamp(0)));

        assertThat(LinkMerge.plan(sync(FULL_NAME), edited).b().sources()).isEqualTo(parts("Eve Smith"));
        assertThat(LinkMerge.plan(sync(FULL_NAME), first).a().bases()).isEqualTo(parts("Anna Smith"));
    }

    @Test
    void doesNotClearAPartThatTheAppRequires() {
        Mapping strict = new Mapping("name", FIRST, NAME, Direction.TWO_WAY, Policy.SIDE_A, Map.of())
                .withMore(List.of(new MappedField("last", ValueType.TEXT, true, true, true)), List.of())
                .withTransforms(List.of(new Transform.Split(" ", Rest.LAST)), List.of(new Transform.Join(" ")));
        LinkView link = view(new SideView(parts("Anna Smith"), parts("Anna Smith"), stamp(0)),
                new SideView(Map.of("Name", value("Anna")), Map.of("Name", value("Anna Smith")), stamp(0)));

        MergePlan plan = LinkMerge.plan(sync(strict), link);

        assertThat(plan.a().write()).isEmpty();
        assertThat(plan.decisions()).singleElement().isInstanceOfSatisfying(FieldDecision.Held.class, held -> {
            assertThat(held.code()).isEqualTo(ReasonCode.REQUIRED_FIELD_CLEARED);
            assertThat(held.message()).contains("'last'");
        });
    }

    @Test
    void holdsAMappingWhoseValueCannotBeSaidAndCarriesTheRest() {
        Mapping day = new Mapping("day", field("day", ValueType.TEXT), field("Day", ValueType.DATE), Direction.TWO_WAY,
                        Policy.SIDE_A, Map.of())
                .withTransforms(List.of(new Transform.DateFormat("dd.MM.yyyy", "")),
                        List.of(new Transform.DateFormat("dd.MM.yyyy", "")));
        Mapping city = new Mapping("city", field("city", ValueType.TEXT), field("City", ValueType.TEXT),
                Direction.TWO_WAY, Policy.SIDE_A, Map.of());
        LinkView link = view(
                new SideView(Map.of("day", value("soon"), "city", value("Rome")), Map.of(), stamp(0)),
                new SideView(Map.of("Day", FieldValue.CLEARED, "City", FieldValue.CLEARED), Map.of(), stamp(0)));

        MergePlan plan = LinkMerge.plan(sync(day, city), link);

        assertThat(plan.b().write()).isEqualTo(Map.of("City", value("Rome")));
        assertThat(plan.decisions()).first().isInstanceOfSatisfying(FieldDecision.Held.class,
                held -> assertThat(held.code()).isEqualTo(ReasonCode.VALUE_NOT_TRANSFORMED));
    }

    @Test
    void makesARecordFromTransformedValues() {
        Mapping since = new Mapping("since", field("since", ValueType.DATE), field("Since", ValueType.TEXT),
                        Direction.TWO_WAY, Policy.SIDE_A, Map.of())
                .withTransforms(List.of(), List.of(new Transform.DateFormat("dd.MM.yyyy", "")));
        Mapping status = new Mapping("status", field("status", ValueType.TEXT),
                        new MappedField("Status", ValueType.OPTION, true, true, true), Direction.TWO_WAY,
                        Policy.SIDE_A, Map.of())
                .withTransforms(List.of(), List.of(new Transform.Default("new")));
        Map<String, FieldValue> now = Map.of("first", value("Anna"), "last", value("-"), "status", value("-"),
                "since", FieldValue.of(new Value.Date(LocalDate.of(2026, 1, 31))));

        CreatePlan plan = LinkMerge.planCreate(sync(FULL_NAME, since, status), Side.A,
                new CreateView(now, Fixtures.NO_LINKS, "US"));

        assertThat(plan.fields()).isEqualTo(Map.of("Name", value("Anna"), "Since", value("31.01.2026"),
                "Status", FieldValue.of(new Value.Option("new"))));
        assertThat(plan.sources()).isEqualTo(now);
        assertThat(plan.missing()).isEmpty();
    }

    @Test
    void makesARecordOfSeveralFieldsFromOneAndSaysWhatIsMissing() {
        Mapping strict = FULL_NAME.withMore(
                List.of(new MappedField("last", ValueType.TEXT, true, true, true)), List.of());

        CreatePlan whole = LinkMerge.planCreate(sync(strict), Side.B,
                new CreateView(Map.of("Name", value("Anna Maria Smith")), Fixtures.NO_LINKS, "US"));
        CreatePlan half = LinkMerge.planCreate(sync(strict.withTransforms(
                        List.of(new Transform.Split(" ", Rest.LAST)), strict.toB())), Side.B,
                new CreateView(Map.of("Name", value("Anna")), Fixtures.NO_LINKS, "US"));

        assertThat(whole.fields()).isEqualTo(Map.of("first", value("Anna Maria"), "last", value("Smith")));
        assertThat(half.missing()).containsExactly("last");
    }

    @Test
    void aDerivedMappingRemembersItselfWhatItRead() {
        Mapping mail = new Mapping("mail", field("mail", ValueType.TEXT), field("Mail", ValueType.TEXT),
                Direction.TWO_WAY, Policy.SIDE_A, Map.of());
        Mapping domain = new Mapping("domain", field("mail", ValueType.TEXT), field("Domain", ValueType.TEXT),
                        Direction.A_TO_B, Policy.SIDE_A, Map.of())
                .withTransforms(List.of(), List.of(new Transform.Expression("value.split('@')[1]")))
                .asDerived();
        ObjectSync both = sync(mail, domain);
        // The mapping that keeps the field has carried it; the derived one has not yet.
        Map<String, FieldValue> base = Map.of("mail", value("a@new.org"), "domain:mail", value("a@old.org"));
        LinkView link = view(new SideView(Map.of("mail", value("a@new.org")), base, stamp(0)), new SideView(
                Map.of("Mail", value("a@new.org"), "Domain", value("old.org")),
                Map.of("Mail", value("a@new.org"), "Domain", value("old.org")), stamp(0)));

        MergePlan plan = LinkMerge.plan(both, link);

        assertThat(plan.b().write()).isEqualTo(Map.of("Domain", value("new.org")));
        assertThat(plan.b().sources()).isEqualTo(Map.of("domain:mail", value("a@new.org")));
    }

    /** Mappings that lose something on one way, on both, or only there and back. */
    private static List<Mapping> lossy() {
        Mapping text = new Mapping("t", field("x", ValueType.TEXT), field("X", ValueType.TEXT), Direction.TWO_WAY,
                Policy.SIDE_A, Map.of());
        Mapping time = new Mapping("t", field("x", ValueType.TIMESTAMP), field("X", ValueType.DATE),
                Direction.TWO_WAY, Policy.SIDE_A, Map.of());
        Transform zone = new Transform.DayIn("Asia/Tokyo");
        Transform upper = new Transform.ChangeCase(Letters.UPPER);
        return List.of(
                text.withTransforms(List.of(), List.of(upper)),
                text.withTransforms(List.of(new Transform.ChangeCase(Letters.LOWER)), List.of(upper)),
                text.withTransforms(List.of(new Transform.Template("<{X}>")), List.of(new Transform.Template("[{x}]"))),
                text.withTransforms(List.of(new Transform.Default("none")), List.of(new Transform.Default("nobody"))),
                text.withTransforms(List.of(new Transform.Expression("value + '!'")),
                        List.of(new Transform.Expression("value.substring(0, 1)"))),
                text.withTransforms(List.of(), List.of(new Transform.ValueMap(Map.of(), Optional.of("other")))),
                time.withTransforms(List.of(zone), List.of(zone)),
                new Mapping("t", FIRST, NAME, Direction.TWO_WAY, Policy.SIDE_A, Map.of())
                        .withMore(List.of(LAST), List.of())
                        .withTransforms(List.of(new Transform.Split(",", Rest.LAST)),
                                List.of(new Transform.Join(" "), upper)));
    }

    @Test
    void whateverATransformLosesItMakesNoLoop() {
        int writes = 0;
        for (Mapping mapping : lossy()) {
            for (long seed = 1; seed <= 400; seed++) {
                Random random = new Random(seed);
                // Both apps may say what they are given in their own way.
                Scene scene = new Scene(mapping, random.nextInt(3) == 0 ? Scene::shouted : value -> value);
                for (int edits = 0; edits < 4; edits++) {
                    for (Side side : Side.values()) {
                        if (random.nextBoolean()) {
                            scene.edit(side, random);
                        }
                    }
                    writes += scene.merge();
                    assertThat(scene.merge()).as("seed %d, %s: the second cycle writes", seed, mapping).isZero();
                }
            }
        }
        assertThat(writes).isGreaterThan(3_000);
    }

    /** A link whose writes are carried out by apps that tell what they made of them. */
    private static final class Scene {
        private final Mapping mapping;
        private final UnaryOperator<FieldValue> app;
        private final Map<Side, Map<String, FieldValue>> now = Map.of(Side.A, new HashMap<>(), Side.B, new HashMap<>());
        private final Map<Side, Map<String, FieldValue>> base = Map.of(Side.A, new HashMap<>(), Side.B, new HashMap<>());

        Scene(Mapping mapping, UnaryOperator<FieldValue> app) {
            this.mapping = mapping;
            this.app = app;
            for (Side side : Side.values()) {
                mapping.fields(side).forEach(field -> now.get(side).put(field.name(), FieldValue.CLEARED));
            }
        }

        static FieldValue shouted(FieldValue value) {
            return value instanceof FieldValue.Present(Value.Text(String text))
                    ? FieldValue.text("~" + text.toUpperCase(java.util.Locale.ROOT))
                    : value;
        }

        void edit(Side side, Random random) {
            List<MappedField> fields = mapping.fields(side);
            MappedField field = fields.get(random.nextInt(fields.size()));
            List<String> words = List.of("", "anna smith", "Smith, Anna", " x ", "a,b, c");
            String word = words.get(random.nextInt(words.size()));
            now.get(side).put(field.name(), switch (field.type()) {
                case TIMESTAMP -> FieldValue.of(new Value.Timestamp(java.time.Instant.ofEpochSecond(random.nextInt())));
                case DATE -> FieldValue.of(new Value.Date(LocalDate.ofEpochDay(random.nextInt(30_000))));
                default -> FieldValue.text(word);
            });
        }

        int merge() {
            MergePlan plan = LinkMerge.plan(sync(mapping), view(
                    new SideView(now.get(Side.A), base.get(Side.A), stamp(0)),
                    new SideView(now.get(Side.B), base.get(Side.B), stamp(0))));
            for (Side side : Side.values()) {
                base.get(side).putAll(plan.on(side).bases());
                base.get(side.other()).putAll(plan.on(side).sources());
                plan.on(side).write().forEach((field, value) -> {
                    now.get(side).put(field, app.apply(value));
                    base.get(side).put(field, app.apply(value));
                });
            }
            return plan.a().write().size() + plan.b().write().size();
        }
    }
}
