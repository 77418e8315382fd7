package io.bothways.core.transform;

import static io.bothways.core.transform.Steps.mapping;
import static io.bothways.core.transform.Steps.say;
import static io.bothways.core.transform.Steps.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.Transform;
import io.bothways.contracts.configuration.Transform.Letters;
import io.bothways.contracts.configuration.Transform.Rest;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import io.bothways.core.canonical.CanonicalForm;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineTest {
    private static final Transform.ValueMap STAGES =
            new Transform.ValueMap(Map.of("1", "lead", "2", "customer", "", "unknown"), Optional.empty());

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "LOWER | ÄNNA Smith   | änna smith",
        "UPPER | straße       | STRASSE",
        "TITLE | anna-lena o'neil mcGee | Anna-Lena O'neil McGee",
        "TITLE | 'ǆungla'     | ǅungla",
    })
    void changesTheCaseOfLetters(Letters letters, String text, String said) {
        assertThat(one(mapping(ValueType.TEXT, ValueType.TEXT, new Transform.ChangeCase(letters)), text))
                .isEqualTo(said);
    }

    @Test
    void trimsWhiteSpaceWithinAndAround() {
        Mapping mapping = mapping(ValueType.TEXT, ValueType.TEXT, new Transform.Trim());

        assertThat(one(mapping, "  Anna \t\u00a0 Maria\n")).isEqualTo("Anna Maria");
        assertThat(say(mapping, value(ValueType.TEXT, " \n "))).isEqualTo(Said.of(FieldValue.CLEARED));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "FIRST | Anna Smith        | Anna,Smith",
        "FIRST | Anna  Maria Smith | Anna Maria,Smith",
        "FIRST | Madonna           | ,Madonna",
        "LAST  | Anna Maria Smith  | Anna,Maria Smith",
        "LAST  | Madonna           | Madonna,",
        "LAST  | ''                | ,",
        "LAST  | a b c d           | a,b,c d",
        "LAST  | a                 | a,,",
        "FIRST | a b               | ,a,b",
    })
    void splitsATextIntoFields(Rest rest, String text, String parts) {
        String[] expected = parts.split(",", -1);
        List<ValueType> targets = Collections.nCopies(expected.length, ValueType.TEXT);
        Mapping mapping = mapping(List.of(ValueType.TEXT), targets, new Transform.Split(" ", rest));

        Said said = say(mapping, value(ValueType.TEXT, text));

        assertThat(said).isEqualTo(new Said.Values(Arrays.stream(expected).map(FieldValue::text).toList()));
    }

    @Test
    void joinsFieldsAndLeavesBlankOnesOut() {
        List<ValueType> three = List.of(ValueType.TEXT, ValueType.OPTION, ValueType.DECIMAL);
        Mapping mapping = mapping(three, List.of(ValueType.TEXT), new Transform.Join(", "));

        assertThat(say(mapping, value(ValueType.TEXT, " Main St "), FieldValue.CLEARED, value(ValueType.DECIMAL, "5.0")))
                .isEqualTo(Said.text("Main St, 5"));
        assertThat(say(mapping, FieldValue.CLEARED, FieldValue.CLEARED, FieldValue.CLEARED))
                .isEqualTo(Said.of(FieldValue.CLEARED));
    }

    @Test
    void joinsAndSplitsASet() {
        Mapping joined = mapping(ValueType.OPTION_SET, ValueType.TEXT, new Transform.Join("; "));
        Mapping split = mapping(ValueType.TEXT, ValueType.OPTION_SET, new Transform.Split(";", Rest.LAST));

        assertThat(say(joined, value(ValueType.OPTION_SET, "b+a"))).isEqualTo(Said.text("a; b"));
        assertThat(say(split, value(ValueType.TEXT, "b; ;a;b"))).isEqualTo(Said.of(value(ValueType.OPTION_SET, "a+b")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "DATE      | TEXT      | dd.MM.yyyy       | ''            | 2026-01-31           | 31.01.2026",
        "TEXT      | DATE      | dd.MM.yyyy       | ''            | 31.01.2026           | 2026-01-31",
        "DATE      | TEXT      | d MMMM uuuu      | ''            | 9999-12-31           | 31 December 9999",
        "TIMESTAMP | TEXT      | yyyy-MM-dd HH:mm | Europe/Berlin | 2026-01-31T23:30:00Z | 2026-02-01 00:30",
        "TEXT      | TIMESTAMP | yyyy-MM-dd HH:mm | Europe/Berlin | 2026-02-01 00:30     | 2026-01-31T23:30:00Z",
    })
    void saysDatesInAFormat(ValueType from, ValueType to, String pattern, String zone, String word, String said) {
        Mapping mapping = mapping(from, to, new Transform.DateFormat(pattern, zone));

        assertThat(say(mapping, value(from, word))).isEqualTo(Said.of(value(to, said)));
    }

    @ParameterizedTest
    @CsvSource({"31.02.2026", "1.1.26", "yesterday", "31.01.2026 10:00"})
    void holdsATextThatIsNoDate(String text) {
        Mapping mapping = mapping(ValueType.TEXT, ValueType.DATE, new Transform.DateFormat("dd.MM.yyyy", ""));

        assertThat(refusal(say(mapping, value(ValueType.TEXT, text)))).contains("a0", "dd.MM.yyyy").doesNotContain(text);
    }

    @ParameterizedTest
    @CsvSource({"-12:00,2026-01-31", "Z,2026-01-31", "+12:00,2026-02-01", "+14:00,2026-02-01"})
    void saysOnWhichDayATimeIsInAZone(String zone, String day) {
        Mapping mapping = mapping(ValueType.TIMESTAMP, ValueType.DATE, new Transform.DayIn(zone));
        Mapping back = mapping(ValueType.DATE, ValueType.TIMESTAMP, new Transform.DayIn(zone));

        Said said = say(mapping, value(ValueType.TIMESTAMP, "2026-01-31T12:30:00Z"));

        assertThat(said).isEqualTo(Said.of(value(ValueType.DATE, day)));
        FieldValue start = ((Said.Values) say(back, value(ValueType.DATE, day))).first();
        assertThat(say(mapping, start)).isEqualTo(said);
    }

    @Test
    void mapsWordsAndHoldsThoseThatItDoesNotKnow() {
        Mapping mapping = mapping(ValueType.DECIMAL, ValueType.OPTION, STAGES);
        Mapping lenient = mapping(ValueType.OPTION, ValueType.TEXT,
                new Transform.ValueMap(Map.of("hot", "warm"), Optional.of("other")));

        assertThat(say(mapping, value(ValueType.DECIMAL, "1.0"))).isEqualTo(Said.of(value(ValueType.OPTION, "lead")));
        assertThat(say(mapping, FieldValue.CLEARED)).isEqualTo(Said.of(value(ValueType.OPTION, "unknown")));
        assertThat(say(mapping, value(ValueType.DECIMAL, "77"))).isInstanceOfSatisfying(Said.Refused.class, held -> {
            assertThat(held.code()).isEqualTo("VALUE_UNMAPPED");
            assertThat(held.message()).contains("'a0'").doesNotContain("77");
        });
        assertThat(say(lenient, value(ValueType.OPTION, "cold"))).isEqualTo(Said.text("other"));
    }

    @Test
    void mapsASetMemberByMember() {
        Mapping mapping = mapping(ValueType.OPTION_SET, ValueType.OPTION_SET,
                new Transform.ValueMap(Map.of("a", "x", "b", "x", "c", ""), Optional.empty()));

        assertThat(say(mapping, value(ValueType.OPTION_SET, "a+b+c"))).isEqualTo(Said.of(value(ValueType.OPTION_SET, "x")));
        assertThat(say(mapping, value(ValueType.OPTION_SET, "c"))).isEqualTo(Said.of(FieldValue.CLEARED));
        assertThat(refusal(say(mapping, value(ValueType.OPTION_SET, "a+d")))).isNotEmpty();
    }

    @Test
    void givesADefaultToABlankValueOnly() {
        Mapping mapping = mapping(ValueType.DECIMAL, ValueType.DECIMAL, new Transform.Default("0"));

        assertThat(say(mapping, FieldValue.CLEARED)).isEqualTo(Said.of(value(ValueType.DECIMAL, "0")));
        assertThat(say(mapping, value(ValueType.DECIMAL, "5"))).isEqualTo(Said.of(value(ValueType.DECIMAL, "5")));
    }

    @Test
    void fillsATemplateWithoutTheBlankOnes() {
        List<ValueType> two = List.of(ValueType.TEXT, ValueType.DATE);
        Mapping mapping = mapping(two, List.of(ValueType.TEXT), new Transform.Template("{a0} ({{ {a1} }})  "));

        assertThat(say(mapping, value(ValueType.TEXT, "Anna"), value(ValueType.DATE, "2026-01-31")))
                .isEqualTo(Said.text("Anna ({ 2026-01-31 })"));
        assertThat(say(mapping, value(ValueType.TEXT, "Anna"), FieldValue.CLEARED)).isEqualTo(Said.text("Anna ({ })"));
        assertThat(say(mapping, FieldValue.CLEARED, FieldValue.CLEARED)).isEqualTo(Said.of(FieldValue.CLEARED));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "value.split('@')[1].upperAscii()                           | TEXT    | EXAMPLE.COM",
        "fields.a1 > 10 ? 'big' : 'small'                           | OPTION  | big",
        "fields.a1 * 2.0                                            | DECIMAL | 21",
        "size(fields.a2) == 2 && 'x' in fields.a2                   | BOOLEAN | true",
        "fields.a2.map(o, o + '!').join(' ')                        | TEXT    | x! y!",
        "value.replace('@', ' at ').replace('.', ' dot ')           | TEXT    | a dot nna at example dot com",
        "fields.a3 == '' ? 'none' : fields.a3                       | TEXT    | none",
        "fields.a4 == null ? 'never' : string(fields.a4)            | TEXT    | never",
        "value.matches('^[^@]+@[^@]+$')                             | BOOLEAN | true",
    })
    void computesExpressions(String expression, ValueType target, String word) {
        List<ValueType> sources = List.of(
                ValueType.EMAIL, ValueType.DECIMAL, ValueType.OPTION_SET, ValueType.TEXT, ValueType.TIMESTAMP);
        Mapping mapping = mapping(sources, List.of(target), new Transform.Expression(expression));

        Said said = say(mapping, value(ValueType.EMAIL, "a.nna@example.com"), value(ValueType.DECIMAL, "10.5"),
                value(ValueType.OPTION_SET, "x+y"), FieldValue.CLEARED, FieldValue.CLEARED);

        assertThat(said).isInstanceOf(Said.Values.class);
        assertThat(new CanonicalForm("US").same(((Said.Values) said).first(), value(target, word), target)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "value.split('@')[7]", "1 / 0", "double('NaN')", "1.0 / 0.0", "fields.none", "int(value)", "value + 1",
        "{'a': 1}",
        "[1,2,3,4,5,6,7,8,9].map(a,[1,2,3,4,5,6,7,8,9].map(b,[1,2,3,4,5,6,7,8,9].map(c,[1,2,3,4,5,6,7,8,9])))",
        "`value.replace('', value).replace('', value).replace('', value)`",
    })
    void holdsWhatAnExpressionCannotSayAndNeverRunsOn(String expression) {
        Mapping mapping = mapping(ValueType.TEXT, ValueType.TEXT, new Transform.Expression(expression));

        String message = refusal(say(mapping, value(ValueType.TEXT, "secret".repeat(200))));

        assertThat(message).contains("'a0'").doesNotContain("secret");
    }

    @Test
    void holdsATextThatIsTooLongForAnExpressionAndTakesAMegabyteElsewhere() {
        String megabyte = "Anna ".repeat(200_000);
        Mapping expression = mapping(ValueType.TEXT, ValueType.TEXT, new Transform.Expression("value"));
        Mapping plain = mapping(ValueType.TEXT, ValueType.TEXT, new Transform.Trim(),
                new Transform.ChangeCase(Letters.UPPER));
        Mapping split = mapping(List.of(ValueType.TEXT), List.of(ValueType.TEXT, ValueType.TEXT),
                new Transform.Split(" ", Rest.FIRST));

        assertThat(refusal(say(expression, value(ValueType.TEXT, megabyte)))).contains("10000 characters");
        assertThat(one(plain, megabyte)).hasSize(999_999);
        assertThat(((Said.Values) say(split, value(ValueType.TEXT, megabyte))).values().get(1))
                .isEqualTo(FieldValue.text("Anna"));
    }

    @Test
    void keepsHalvesOfSurrogatePairsAsTheyAre() {
        for (Transform step : List.of(new Transform.Trim(), new Transform.ChangeCase(Letters.TITLE),
                new Transform.ChangeCase(Letters.LOWER), new Transform.Template("{a0}"),
                new Transform.Expression("value"))) {
            Mapping mapping = mapping(ValueType.TEXT, ValueType.TEXT, step);
            assertThat(one(mapping, "\uD800x\uDC00")).hasSize(3).contains("\uD800").contains("\uDC00");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "TEXT | DECIMAL   | 10.50      | 10.50", "TEXT    | DECIMAL | 1e3   | 1000",
        "TEXT | BOOLEAN   | true       | true", "BOOLEAN  | OPTION  | true  | true",
        "TEXT | DATE      | 2026-01-31 | 2026-01-31", "DECIMAL | TEXT | 10.50 | 10.5",
        "DATE | TEXT      | 9999-12-31 | 9999-12-31", "OPTION | TEXT | a     | a",
        "TEXT | TIMESTAMP | 2026-01-31T08:00:00Z | 2026-01-31T08:00:00Z",
    })
    void makesAWordAValueOfTheTargetsType(ValueType from, ValueType to, String word, String said) {
        // A default leaves every word as it is.
        Mapping mapping = mapping(from, to, new Transform.Default("0"));

        FieldValue value = ((Said.Values) say(mapping, value(from, word))).first();

        assertThat(new CanonicalForm("US").same(value, value(to, said), to)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "DECIMAL,NaN", "DECIMAL,Infinity", "DECIMAL,ten", "DECIMAL,1e99999", "DECIMAL,'1,5'", "BOOLEAN,yes",
        "DATE,31.1.2026", "DATE,2026-02-30", "TIMESTAMP,2026-01-31", "REFERENCE,1",
    })
    void holdsAWordThatIsNoValueOfTheTargetsType(ValueType target, String word) {
        Mapping mapping = mapping(ValueType.TEXT, target, new Transform.Trim());

        assertThat(refusal(say(mapping, value(ValueType.TEXT, word)))).contains(target.name()).doesNotContain(word);
    }

    @Test
    void takesDecimalsAndDatesOfAnySize() {
        Mapping decimal = mapping(ValueType.DECIMAL, ValueType.DECIMAL, new Transform.Default("0"));
        FieldValue huge = FieldValue.of(new Value.Decimal(BigDecimal.TEN.pow(900)));
        Mapping day = mapping(ValueType.DATE, ValueType.TEXT, new Transform.DateFormat("uuuu-MM-dd", ""));
        Mapping zone = mapping(ValueType.TIMESTAMP, ValueType.DATE, new Transform.DayIn("Europe/Berlin"));

        assertThat(say(decimal, huge)).isEqualTo(Said.of(huge));
        assertThat(say(day, FieldValue.of(new Value.Date(LocalDate.MAX)))).isEqualTo(Said.text("+999999999-12-31"));
        assertThat(refusal(say(zone, FieldValue.of(new Value.Timestamp(Instant.MAX))))).isNotEmpty();
    }

    @Test
    void takesTwoThousandFields() {
        List<ValueType> many = IntStream.range(0, 2_000).mapToObj(i -> ValueType.TEXT).toList();
        Mapping mapping = mapping(many, List.of(ValueType.TEXT), new Transform.Join(""));
        FieldValue[] values = IntStream.range(0, 2_000)
                .mapToObj(i -> FieldValue.text("x"))
                .toArray(FieldValue[]::new);

        assertThat(say(mapping, values)).isEqualTo(Said.text("x".repeat(2_000)));
    }

    private static String one(Mapping mapping, String text) {
        Said said = say(mapping, FieldValue.of(new Value.Text(text)));
        return ((Said.Values) said).first() instanceof FieldValue.Present(Value.Text(String result)) ? result : "?" + said;
    }

    private static String refusal(Said said) {
        assertThat(said).isInstanceOf(Said.Refused.class);
        return ((Said.Refused) said).message();
    }
}
