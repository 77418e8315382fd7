package io.bothways.core.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.configuration.Condition;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.LeaveScope;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.Mark;
import io.bothways.contracts.configuration.MatchKey;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.OnDelete;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.configuration.Restrictive;
import io.bothways.contracts.configuration.ScopeRule;
import io.bothways.contracts.configuration.Transform;
import io.bothways.contracts.configuration.Transform.Letters;
import io.bothways.contracts.configuration.Transform.Rest;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.contracts.record.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is refused when an object sync is saved: where it stands, what is wrong, and what is allowed. */
class ConfigurationCheckTest {
    private static final ObjectSchema A = schema("contacts", "a");
    private static final ObjectSchema B = schema("Contact", "b");
    private static final Transform LOWER = new Transform.ChangeCase(Letters.LOWER);

    /** One field of every type and side: {@code aText}, {@code bDate}; and some more texts. */
    private static ObjectSchema schema(String type, String prefix) {
        List<FieldSchema> fields = new ArrayList<>();
        for (ValueType each : ValueType.values()) {
            fields.add(field(prefix, each.name(), each, true));
        }
        for (String name : List.of("first", "last", "full", "mail")) {
            fields.add(field(prefix, name, ValueType.TEXT, true));
        }
        fields.add(field(prefix, "fixed", ValueType.TEXT, false));
        return new ObjectSchema(type, type, "contact", fields);
    }

    private static FieldSchema field(String prefix, String name, ValueType type, boolean writable) {
        return new FieldSchema(prefix + "_" + name.toLowerCase(java.util.Locale.ROOT), name, type, Optional.empty(),
                writable, writable, false, false,
                type == ValueType.OPTION || type == ValueType.OPTION_SET ? Map.of("x", "X", "y", "Y") : Map.of(),
                List.of());
    }

    private static MappedField end(String name) {
        ObjectSchema schema = name.startsWith("a_") ? A : B;
        return schema.fields().stream().filter(found -> found.name().equals(name)).findFirst()
                .map(DefaultMappings::end)
                .orElseGet(() -> new MappedField(name, ValueType.TEXT, true, true, false));
    }

    private static Mapping mapping(String name, String a, String b, Direction direction) {
        return new Mapping(name, end(a), end(b), direction, Policy.NEWEST, Map.of());
    }

    private static Mapping mapping(String a, String b) {
        return mapping("m", a, b, Direction.TWO_WAY);
    }

    private static ObjectSync sync(Mapping... mappings) {
        return new ObjectSync("contact", "contacts", "Contact", List.of(), List.of(mappings));
    }

    private static List<String> lines(ObjectSync sync) {
        return ConfigurationCheck.check(sync, A, B).stream()
                .map(error -> error.path() + ": " + error.message())
                .toList();
    }

    private static void refused(ObjectSync sync, String... parts) {
        assertThat(lines(sync)).singleElement().asString().contains(parts);
    }

    private static void accepted(ObjectSync sync) {
        assertThat(lines(sync)).isEmpty();
    }

    @Test
    void takesTransformsBetweenTypesThatAreNotEqual() {
        Transform date = new Transform.DateFormat("dd.MM.yyyy", "");
        accepted(sync(mapping("a_date", "b_text").withTransforms(List.of(date), List.of(date))));
        accepted(sync(mapping("a_timestamp", "b_date").withTransforms(
                List.of(new Transform.DayIn("Europe/Berlin")), List.of(new Transform.DayIn("Europe/Berlin")))));
        accepted(sync(mapping("m", "a_decimal", "b_option", Direction.A_TO_B).withTransforms(List.of(), List.of(
                new Transform.ValueMap(Map.of("1", "x"), Optional.of("y"))))));
        accepted(sync(mapping("a_first", "b_full")
                .withMore(List.of(end("a_last")), List.of())
                .withTransforms(List.of(new Transform.Split(" ", Rest.FIRST)), List.of(new Transform.Join(" ")))));
        accepted(sync(mapping("m", "a_first", "b_boolean", Direction.A_TO_B)
                .withTransforms(List.of(), List.of(new Transform.Expression("size(value) > 3")))));
        accepted(sync(mapping("m", "a_first", "b_decimal", Direction.A_TO_B)
                .withTransforms(List.of(), List.of(new Transform.Trim(), new Transform.Default("0")))));
    }

    @Test
    void refusesIncompatibleTypes() {
        refused(sync(mapping("a_decimal", "b_date")), "mappings[m]: ", "'a_decimal'", "'b_date'",
                "allowed for DECIMAL: DECIMAL");
        refused(sync(mapping("a_date", "b_text").withTransforms(
                        List.of(), List.of(new Transform.DateFormat("dd.MM.yyyy", "")))),
                "mappings[m].toA: TEXT cannot be mapped to DATE as it is");
        refused(sync(mapping("m", "a_reference", "b_text", Direction.A_TO_B).withTransforms(
                List.of(), List.of(new Transform.Default("x")))), "mappings[m].toB: ", "not REFERENCE");
        refused(sync(mapping("m", "a_decimal", "b_date", Direction.A_TO_B).withTransforms(
                        List.of(), List.of(new Transform.Default("2026-01-31")))),
                "DECIMAL does not become DATE for 'b_date'", "allowed: TEXT, EMAIL, PHONE, URL, DECIMAL, OPTION");
        refused(sync(mapping("m", "a_boolean", "b_text", Direction.A_TO_B).withTransforms(List.of(), List.of(LOWER))),
                "case takes a text, not BOOLEAN");
    }

    @Test
    void refusesStepsThatCannotWork() {
        refusedStep(new Transform.DateFormat("QQQQQQQ", ""), "a_date", "b_text", "no format for a DATE", "dd.MM.yyyy");
        refusedStep(new Transform.DateFormat("HH:mm", ""), "a_date", "b_text", "no format for a DATE");
        refusedStep(new Transform.DateFormat("MM.yyyy", ""), "a_text", "b_date", "no format for a DATE");
        refusedStep(new Transform.DateFormat("yyyy-MM-dd HH:mm", "Mars"), "a_timestamp", "b_text", "'Mars' is no time zone");
        refusedStep(new Transform.DateFormat("dd.MM.yyyy", ""), "a_decimal", "b_text", "date_format says a DATE");
        refusedStep(new Transform.DayIn("Europe/Nowhere"), "a_timestamp", "b_date", "Europe/Nowhere", "Europe/Berlin");
        refusedStep(new Transform.Split(" ", Rest.LAST), "a_text", "b_text", "split gives several fields");
        refusedStep(new Transform.Join(" "), "a_text", "b_text", "join takes several fields");
        refusedStep(new Transform.Template("{a_text} {nobody}"), "a_text", "b_text", "'nobody'", "allowed: [a_text]");
        refusedStep(new Transform.Template("{a_text"), "a_text", "b_text", "brace");
        refusedStep(new Transform.Expression("value +"), "a_text", "b_text", "the expression cannot be read: at 1:8");
        refusedStep(new Transform.Expression("now()"), "a_text", "b_text", "undeclared reference to 'now'");
        refusedStep(new Transform.Expression("x".repeat(3_000)), "a_text", "b_text", "between 1 and 2000 characters");
        refusedStep(new Transform.Expression("b'x'"), "a_text", "b_text", "the expression gives BYTES");
        refusedStep(new Transform.Expression("size(value)"), "a_text", "b_date", "DECIMAL does not become DATE");
        refusedStep(new Transform.ValueMap(Map.of(), Optional.empty()), "a_text", "b_text", "at least one pair");
        refusedStep(new Transform.ValueMap(Map.of("1", "z"), Optional.empty()), "a_text", "b_option",
                "'z' is no option of 'b_option'; allowed: [x, y]");
        refusedStep(new Transform.Default("NaN"), "a_text", "b_decimal", "'NaN' is no DECIMAL for 'b_decimal'");
        refusedStep(new Transform.Default(" "), "a_text", "b_text", "default needs a value");
    }

    private static void refusedStep(Transform step, String a, String b, String... parts) {
        ObjectSync sync = sync(mapping("m", a, b, Direction.A_TO_B).withTransforms(List.of(), List.of(step)));
        assertThat(lines(sync)).first().asString().startsWith("mappings[m].toB: ").contains(parts);
    }

    @Test
    void refusesFieldsThatDoNotAddUp() {
        Mapping two = mapping("a_first", "b_full").withMore(List.of(end("a_last")), List.of());
        refused(sync(two.withTransforms(List.of(new Transform.Split(" ", Rest.LAST)), List.of())),
                "mappings[m].toB: it makes 2 values for 1 fields", "join, template or expression");
        refused(sync(two.withTransforms(List.of(), List.of(new Transform.Join(" ")))),
                "mappings[m].toA: it makes 1 values for 2 fields");
        refused(sync(mapping("m", "a_first", "b_full", Direction.A_TO_B)
                        .withMore(List.of(end("a_last")), List.of(end("b_last")))
                        .withTransforms(List.of(), List.of(new Transform.Trim()))),
                "only one side has several fields");
        assertThat(lines(sync(mapping("m", "a_first", "b_full", Direction.A_TO_B)
                        .withMore(List.of(end("a_first")), List.of())
                        .withTransforms(List.of(), List.of(new Transform.Join(" "))))))
                .containsExactly("mappings[m].a: 'a_first' is named twice");
    }

    @Test
    void refusesADuplicateTargetAndAReaderThatDoesNotSaySo() {
        Mapping one = mapping("one", "a_first", "b_full", Direction.TWO_WAY);
        refused(sync(one, mapping("two", "a_last", "b_full", Direction.A_TO_B)),
                "mappings[two]: 'b_full' of 'Contact' is mapped by 'one' already; a field is written by one mapping");
        refused(sync(one, mapping("two", "a_first", "b_last", Direction.A_TO_B)),
                "mappings[two]: 'a_first' of 'contacts' is mapped by 'one' already", "is derived");
        accepted(sync(one, mapping("two", "a_first", "b_last", Direction.A_TO_B).asDerived()));
        accepted(sync(one, mapping("two", "a_first", "b_full", Direction.OFF)));
        refused(sync(one, mapping("two", "a_last", "b_last", Direction.TWO_WAY).asDerived()),
                "mappings[two].derived", "A_TO_B or B_TO_A");
    }

    @Test
    void refusesACycleOfTransforms() {
        Mapping there = mapping("there", "a_first", "b_first", Direction.A_TO_B).asDerived();
        Mapping back = mapping("back", "a_last", "b_first", Direction.B_TO_A).asDerived();
        Mapping again = mapping("again", "a_last", "b_last", Direction.A_TO_B).asDerived();
        Mapping round = mapping("round", "a_first", "b_last", Direction.B_TO_A).asDerived();

        accepted(sync(there, back, again));
        refused(sync(there, back, again, round),
                "mappings[there]: its value comes back", "there → back → again → round → there");
    }

    @Test
    void refusesAMatchKeyThatNoMappingCarriesAsItIs() {
        MatchKey key = new MatchKey("mail", "a_mail", "b_mail", MatchKey.Normaliser.EMAIL);
        Mapping mail = mapping("mail", "a_mail", "b_mail", Direction.TWO_WAY);
        Mapping mapped = mail.withTransforms(List.of(), List.of(new Transform.ValueMap(Map.of("a", "b"), Optional.empty())));

        accepted(keyed(key, mail));
        accepted(keyed(key, mail.withTransforms(List.of(), List.of(new Transform.Trim(), LOWER))));
        refused(keyed(key, mapping("other", "a_first", "b_first", Direction.TWO_WAY)),
                "matchKeys[mail]: 'a_mail' and 'b_mail' are not mapped to each other");
        refused(keyed(key, mapping("mail", "a_mail", "b_mail", Direction.OFF)), "matchKeys[mail]: ");
        refused(keyed(key, mapped), "matchKeys[mail]: ", "allowed: trim, case, default");
    }

    private static ObjectSync keyed(MatchKey key, Mapping mapping) {
        return new ObjectSync("contact", "contacts", "Contact", List.of(key), List.of(mapping));
    }

    @Test
    void refusesAnOrderThatTheFieldDoesNotHave() {
        accepted(sync(mapping("a_boolean", "b_boolean").withRestrictive(new Restrictive.Ranked(List.of("true", "")))));
        accepted(sync(mapping("a_date", "b_date").withRestrictive(new Restrictive.Lowest())));
        refused(sync(mapping("a_text", "b_text").withPolicy(Policy.MOST_RESTRICTIVE)),
                "mappings[m].restrictive: ", "ranked values, lowest or highest");
        refused(sync(mapping("a_text", "b_text").withRestrictive(new Restrictive.Highest())), "rank its values");
        refused(sync(mapping("a_decimal", "b_decimal").withRestrictive(new Restrictive.Ranked(List.of("1")))),
                "lowest or highest");
        refused(sync(mapping("a_boolean", "b_boolean").withRestrictive(new Restrictive.Ranked(List.of("yes")))),
                "'yes' is no value of 'a_boolean'; allowed: [false, true]");
        refused(sync(mapping("a_text", "b_text").withRestrictive(new Restrictive.Ranked(List.of("a", "a")))), "each once");
        refused(sync(mapping("a_text", "b_text").withRestrictive(new Restrictive.Lowest()).withPolicy(Policy.NEWEST)),
                "only the policy MOST_RESTRICTIVE");
    }

    @Test
    void refusesNamesFieldsAndWaysThatAreNotThere() {
        refused(sync(mapping("a_ghost", "b_text")), "mappings[m].a: 'a_ghost' is no field of 'contacts'");
        refused(sync(mapping("a:b", "a_text", "b_text", Direction.TWO_WAY)), "mappings[a:b]: ", "no colon");
        refused(sync(mapping("m", "a_text", "b_fixed", Direction.A_TO_B)),
                "mappings[m].direction: 'b_fixed' of 'Contact' is read-only");
        refused(sync(new Mapping("m", new MappedField("a_text", ValueType.EMAIL, true, true, false), end("b_text"),
                        Direction.TWO_WAY, Policy.NEWEST, Map.of())),
                "mappings[m].a: 'a_text' is described by the app as TEXT, creatable, updatable");
        refused(sync(mapping("a_option", "b_option").withTransforms(List.of(LOWER), List.of())),
                "mappings[m].options: at least one pair of options");
    }

    @Test
    void refusesScopeRulesAndMarksThatCannotWork() {
        Mapping text = mapping("a_text", "b_text");
        Condition number = new Condition.Test("a_decimal", ValueType.DECIMAL, Condition.Operator.LESS, List.of("ten"));
        Condition fine = new Condition.Test("a_decimal", ValueType.DECIMAL, Condition.Operator.LESS, List.of("10"));
        ScopeRule rule = new ScopeRule("small", fine, new LeaveScope.Tag(new Mark(end("b_option"), "x")));

        accepted(sync(text).withScope(List.of(rule), List.of())
                .withDeletes(new OnDelete.Tag(new Mark(end("b_boolean"), "true")), new OnDelete.Delete()));
        refused(sync(text).withScope(List.of(new ScopeRule("small", number, new LeaveScope.Freeze())), List.of()),
                "scopeA[small]: 'ten' is no DECIMAL");
        refused(sync(text).withScope(List.of(), List.of(new ScopeRule("small", fine, new LeaveScope.Freeze()))),
                "scopeB[small]: 'a_decimal' is no field");
        refused(sync(text).withScope(List.of(rule, rule), List.of()), "scopeA[small]: each rule");
        refused(sync(text).withDeletes(new OnDelete.Tag(new Mark(end("b_option"), "z")), new OnDelete.Ignore()),
                "deletedOnA: 'z' is no OPTION for 'b_option'; allowed: [x, y]");
        refused(sync(text).withDeletes(new OnDelete.Archive(new Mark(end("b_text"), "old")), new OnDelete.Ignore()),
                "deletedOnA: 'b_text' is mapped, so the mark would travel");
        refused(sync(text).withDeletes(new OnDelete.Ignore(), new OnDelete.Tag(new Mark(end("a_fixed"), "old"))),
                "deletedOnB: 'a_fixed' is read-only");
    }

    @Test
    void checksTwoThousandMappingsAndRefusesMore() {
        List<FieldSchema> many = IntStream.range(0, 2_001).mapToObj(i -> field("f", "" + i, ValueType.TEXT, true)).toList();
        ObjectSchema a = new ObjectSchema("as", "as", "contact", many);
        ObjectSchema b = new ObjectSchema("bs", "bs", "contact", many);
        List<Mapping> mappings = many.stream()
                .map(found -> new Mapping(found.name(), DefaultMappings.end(found), DefaultMappings.end(found),
                        Direction.TWO_WAY, Policy.NEWEST, Map.of()))
                .toList();

        assertThat(ConfigurationCheck.check(
                new ObjectSync("o", "as", "bs", List.of(), mappings.subList(0, 2_000)), a, b)).isEmpty();
        assertThat(ConfigurationCheck.check(new ObjectSync("o", "as", "bs", List.of(), mappings), a, b))
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("1 to 2000"));
    }

    @Test
    void tellsEveryLineThatIsWrongAtOnce() {
        Mapping[] wrong = IntStream.range(0, 5)
                .mapToObj(i -> mapping("m" + i, "a_ghost" + i, "b_text", Direction.OFF))
                .toArray(Mapping[]::new);

        assertThat(lines(sync(wrong))).hasSize(5);
    }
}
