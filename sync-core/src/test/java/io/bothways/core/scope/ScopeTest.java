package io.bothways.core.scope;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.configuration.Condition;
import io.bothways.contracts.configuration.Condition.Operator;
import io.bothways.contracts.configuration.LeaveScope;
import io.bothways.contracts.configuration.ScopeRule;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "TEXT  | IS          | berlin, Rome     | Berlin  | IN",
        "TEXT  | IS          | berlin           | Bonn    | OUT",
        "TEXT  | IS          | berlin           | ''      | OUT",
        "TEXT  | IS_NOT      | berlin           | Bonn    | IN",
        "TEXT  | IS_NOT      | berlin           | ' BERLIN ' | OUT",
        "TEXT  | IS_NOT      | berlin           | ''      | OUT",
        "TEXT  | CONTAINS    | erl, x           | Berlin  | IN",
        "TEXT  | STARTS_WITH | ber              | Berlin  | IN",
        "TEXT  | STARTS_WITH | lin              | Berlin  | OUT",
        "TEXT  | ENDS_WITH   | LIN              | Berlin  | IN",
        "TEXT  | FILLED      |                  | ' '     | OUT",
        "TEXT  | EMPTY       |                  | ' '     | IN",
        "TEXT  | IS          | Zoë              | Zoe\u0308 | IN",
        "EMAIL | ENDS_WITH   | @acme.com        | A@ACME.COM | IN",
        "PHONE | IS          | +1 415 555 2671  | (415) 555-2671 | IN",
        "DECIMAL | IS        | 10               | 10.00   | IN",
        "DECIMAL | LESS      | 10               | 9.99    | IN",
        "DECIMAL | LESS      | 10               | 10      | OUT",
        "DECIMAL | AT_MOST   | 10               | 10.0    | IN",
        "DECIMAL | GREATER   | -1               | 0       | IN",
        "DECIMAL | AT_LEAST  | 0                | ''      | OUT",
        "DATE    | AT_LEAST  | 2026-01-31       | 9999-12-31 | IN",
        "DATE    | LESS      | 2026-01-31       | 2026-01-31 | OUT",
        "TIMESTAMP | GREATER | 2026-01-31T08:00:00Z | 2026-01-31T08:00:00.001Z | IN",
        "BOOLEAN | IS        | true             | true    | IN",
        "BOOLEAN | IS        | true             | false   | OUT",
        "OPTION  | IS        | a, b             | b       | IN",
        "OPTION  | IS        | a                | A       | OUT",
        "OPTION_SET | IS     | a, z             | a+b     | IN",
        "OPTION_SET | IS_NOT | z                | a+b     | IN",
        "OPTION_SET | IS_NOT | a, z             | a+b     | OUT",
        "OPTION_SET | HOLDS_ALL | a, b          | a+b+c   | IN",
        "OPTION_SET | HOLDS_ALL | a, z          | a+b     | OUT",
        "REFERENCE | IS      | 7                | 7       | IN",
        "REFERENCE_SET | IS  | 7                | 8       | OUT",
    })
    void triesAFieldByItsType(ValueType type, Operator operator, String given, String held, String verdict) {
        List<String> values = given == null ? List.of() : List.of(given.split("\\s*,\\s*"));
        Condition condition = new Condition.Test("f", type, operator, values);

        ScopeVerdict out = ask(condition, Map.of("f", value(type, held)));

        assertThat(out).isInstanceOf(verdict.equals("IN") ? ScopeVerdict.In.class : ScopeVerdict.Out.class);
        assertThat(ScopeCheck.errors(condition, Map.of("f", schema("f", type)))).isEmpty();
    }

    @Test
    void saysWhichPartOfARuleIsNotMet() {
        Condition rule = new Condition.All(List.of(
                test("a", "1"),
                new Condition.Any(List.of(test("b", "1"), new Condition.Not(test("c", "1"))))));

        assertThat(out(rule, Map.of("a", text("2"), "b", text("2"), "c", text("1")))).isEqualTo("'a' is '1'");
        assertThat(out(rule, Map.of("a", text("1"), "b", text("2"), "c", text("1"))))
                .isEqualTo("'b' is '1' or not ('c' is '1')");
        assertThat(out(new Condition.Not(test("a", "1")), Map.of("a", text("1")))).isEqualTo("not ('a' is '1')");
    }

    @Test
    void theFirstRuleThatIsNotMetDecides() {
        ScopeRule one = rule("one", test("a", "1"));
        ScopeRule two = rule("two", test("b", "1"));

        ScopeVerdict verdict =
                Scope.of(List.of(one, two), Map.of("a", FieldValue.UNREAD, "b", text("2")), "US");

        assertThat(verdict).isEqualTo(new ScopeVerdict.Out(two, "'b' is '1'"));
        assertThat(Scope.of(List.of(), Map.of(), "US")).isInstanceOf(ScopeVerdict.In.class);
    }

    @ParameterizedTest
    @CsvSource({"?,1,UNDECIDED", "?,2,OUT", "1,?,UNDECIDED", "2,?,OUT", "1,1,IN"})
    void whatWasNotReadDecidesNothing(String a, String b, String verdict) {
        Condition both = new Condition.All(List.of(test("a", "1"), test("b", "1")));
        Condition neither = new Condition.Not(new Condition.Any(List.of(
                new Condition.Not(test("a", "1")), new Condition.Not(test("b", "1")))));
        Map<String, FieldValue> fields = new HashMap<>();
        fields.put("a", text(a));
        fields.put("b", text(b));

        for (Condition condition : List.of(both, neither)) {
            assertThat(ask(condition, fields).getClass().getSimpleName()).isEqualToIgnoringCase(verdict);
        }
    }

    @Test
    void aValueOfAnotherTypeIsNotKnown() {
        Condition number = new Condition.Test("a", ValueType.DECIMAL, Operator.LESS, List.of("5"));

        assertThat(ask(number, Map.of("a", text("3")))).isEqualTo(
                new ScopeVerdict.Undecided(rule("rule", number), "a"));
        assertThat(ask(number, Map.of())).isInstanceOf(ScopeVerdict.Undecided.class);
    }

    @Test
    void takesAMegabyteOfTextAndHalvesOfSurrogatePairs() {
        Condition contains = new Condition.Test("a", ValueType.TEXT, Operator.CONTAINS, List.of("needle"));

        assertThat(ask(contains, Map.of("a", text("x".repeat(1_000_000) + "NEEDLE")))).isInstanceOf(ScopeVerdict.In.class);
        assertThat(ask(contains, Map.of("a", text("\uD800needle")))).isInstanceOf(ScopeVerdict.In.class);
        assertThat(ask(contains, Map.of("a", text("\uD800")))).isInstanceOf(ScopeVerdict.Out.class);
    }

    /** Whatever is read later of what is not known now: yes stays yes, and no stays no. */
    @Test
    void readingMoreNeverTurnsAnAnswerAround() {
        for (long seed = 1; seed <= 5_000; seed++) {
            Random random = new Random(seed);
            Condition condition = any(random, 4);
            Map<String, FieldValue> whole = new HashMap<>();
            Map<String, FieldValue> part = new HashMap<>();
            for (String name : List.of("a", "b", "c")) {
                whole.put(name, text(random.nextBoolean() ? "1" : "2"));
                part.put(name, random.nextInt(3) == 0 ? FieldValue.UNREAD : whole.get(name));
            }
            ScopeVerdict early = ask(condition, part);
            if (!(early instanceof ScopeVerdict.Undecided)) {
                assertThat(ask(condition, whole)).as("seed %d", seed).hasSameClassAs(early);
            }
            assertThat(ask(new Condition.Not(condition), whole)).as("seed %d", seed)
                    .isNotInstanceOf(ask(condition, whole).getClass());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "ghost  | TEXT    | IS       | 1          | 'ghost' is no field of this object",
        "text   | DECIMAL | IS       | 1          | 'text' is TEXT, not DECIMAL",
        "text   | TEXT    | LESS     | 1          | allowed: IS, IS_NOT, CONTAINS, STARTS_WITH, ENDS_WITH, FILLED, EMPTY",
        "number | DECIMAL | LESS     | ten        | 'ten' is no DECIMAL; an example: 10.5",
        "number | DECIMAL | LESS     | NaN        | 'NaN' is no DECIMAL",
        "number | DECIMAL | LESS     | 1, 2       | takes one value, not 2",
        "day    | DATE    | IS       | 31.1.2026  | an example: 2026-01-31",
        "text   | TEXT    | FILLED   | 1          | takes no value",
        "text   | TEXT    | IS       | ' '        | ask for EMPTY or FILLED instead",
        "choice | OPTION  | IS       | c          | 'c' is no option of 'choice'; allowed: [7, a, b, z]",
    })
    void refusesATestThatCannotWork(String field, ValueType type, Operator operator, String given, String message) {
        Map<String, FieldSchema> fields = Map.of(
                "text", schema("text", ValueType.TEXT), "number", schema("number", ValueType.DECIMAL),
                "day", schema("day", ValueType.DATE), "choice", schema("choice", ValueType.OPTION));
        Condition condition = new Condition.Test(field, type, operator, List.of(given.split(",\\s*")));

        assertThat(ScopeCheck.errors(new Condition.Not(condition), fields))
                .singleElement().asString().contains(message);
    }

    @Test
    void refusesARuleThatNobodyCanRead() {
        Condition deep = test("a", "1");
        for (int i = 0; i < 10; i++) {
            deep = new Condition.Not(deep);
        }
        List<Condition> many = new ArrayList<>();
        for (int i = 0; i < 201; i++) {
            many.add(test("a", "1"));
        }
        Map<String, FieldSchema> fields = Map.of("a", schema("a", ValueType.TEXT));

        assertThat(ScopeCheck.errors(deep, fields)).singleElement().asString().contains("10 deep");
        assertThat(ScopeCheck.errors(new Condition.All(many), fields)).singleElement().asString().contains("200 tests");
        assertThat(ScopeCheck.errors(new Condition.Any(List.of()), fields))
                .singleElement().asString().contains("at least one");
    }

    private static Condition any(Random random, int depth) {
        return switch (depth == 0 ? 3 : random.nextInt(4)) {
            case 0 -> new Condition.All(List.of(any(random, depth - 1), any(random, depth - 1)));
            case 1 -> new Condition.Any(List.of(any(random, depth - 1), any(random, depth - 1)));
            case 2 -> new Condition.Not(any(random, depth - 1));
            default -> test(List.of("a", "b", "c").get(random.nextInt(3)), "1");
        };
    }

    private static ScopeVerdict ask(Condition condition, Map<String, FieldValue> fields) {
        return Scope.of(List.of(rule("rule", condition)), fields, "US");
    }

    private static String out(Condition condition, Map<String, FieldValue> fields) {
        return ((ScopeVerdict.Out) ask(condition, fields)).condition();
    }

    private static ScopeRule rule(String name, Condition condition) {
        return new ScopeRule(name, condition, new LeaveScope.Freeze());
    }

    private static Condition test(String field, String value) {
        return new Condition.Test(field, ValueType.TEXT, Operator.IS, List.of(value));
    }

    private static FieldValue text(String text) {
        return text.equals("?") ? FieldValue.UNREAD : FieldValue.text(text);
    }

    private static FieldSchema schema(String name, ValueType type) {
        return new FieldSchema(name, name, type, Optional.empty(), true, true, false, false,
                Map.of("a", "A", "b", "B", "z", "Z", "7", "7"), List.of());
    }

    private static FieldValue value(ValueType type, String word) {
        if (word.isEmpty()) {
            return FieldValue.CLEARED;
        }
        return FieldValue.of(switch (type) {
            case TEXT, EMAIL, PHONE, URL -> new Value.Text(word);
            case DECIMAL -> new Value.Decimal(new BigDecimal(word));
            case BOOLEAN -> new Value.Bool(Boolean.parseBoolean(word));
            case DATE -> new Value.Date(LocalDate.parse(word));
            case TIMESTAMP -> new Value.Timestamp(Instant.parse(word));
            case OPTION -> new Value.Option(word);
            case OPTION_SET -> new Value.OptionSet(new TreeSet<>(List.of(word.split("\\+"))));
            case REFERENCE -> new Value.Reference("t", word);
            case REFERENCE_SET -> new Value.ReferenceSet(new TreeSet<>(List.of(new Value.Reference("t", word))));
        });
    }
}
