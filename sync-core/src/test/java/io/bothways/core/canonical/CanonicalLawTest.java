package io.bothways.core.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for the canonical form of any value of any type, hostile ones among them. */
class CanonicalLawTest {
    private static final int SEEDS = 3_000;
    private static final CanonicalForm FORM = new CanonicalForm("US");
    private static final List<String> WORDS = List.of("", " ", "Anna", " anna", "ANNA", "Zoë", "Zoe\u0308", "a\r\nb", "a\nb",
            "\uD83D", "\uDE00x", "\uD83D\uDE00", "\u0130stanbul", "stra\u00dfe", "\u212A", "http://Acme.com/", "www.acme.com",
            "+1 (415) 555-2671", "4155552671", "n/a", "\u0000", "\ufeff", "5;ext=7");

    @ParameterizedTest
    @EnumSource(ValueType.class)
    void beingTheSameIsAnEquivalence(ValueType type) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed * 0x9E3779B97F4A7C15L);
            FieldValue a = any(type, random);
            FieldValue b = any(type, random);
            FieldValue c = any(type, random);
            assertThat(FORM.same(a, a, type)).as("seed %d", seed).isTrue();
            assertThat(FORM.same(a, b, type)).as("seed %d", seed).isEqualTo(FORM.same(b, a, type));
            if (FORM.same(a, b, type) && FORM.same(b, c, type)) {
                assertThat(FORM.same(a, c, type)).as("seed %d", seed).isTrue();
            }
            assertThat(FORM.of(a, type)).as("seed %d", seed).isEqualTo(FORM.of(a, type));
        }
    }

    @ParameterizedTest
    @EnumSource(ValueType.class)
    void blanksAreTheSameAsNoValueAndNothingElseIs(ValueType type) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            FieldValue value = any(type, new Random(seed * 0x9E3779B97F4A7C15L));
            assertThat(FORM.same(value, FieldValue.CLEARED, type)).as("seed %d", seed).isEqualTo(FORM.blank(value, type));
            assertThat(FORM.same(value, FieldValue.UNREAD, type)).as("seed %d", seed).isFalse();
        }
    }

    @Test
    void numbersAreTheSameByValueWhateverTheirScaleAndSize() {
        BigDecimal huge = new BigDecimal(BigInteger.TEN.pow(900));
        assertThat(same(ValueType.DECIMAL, number("1E+3"), number("1000.000"))).isTrue();
        assertThat(same(ValueType.DECIMAL, number("-0.00"), number("0"))).isTrue();
        assertThat(same(ValueType.DECIMAL, new Value.Decimal(huge), new Value.Decimal(huge.setScale(5)))).isTrue();
        assertThat(same(ValueType.DECIMAL, new Value.Decimal(huge), new Value.Decimal(huge.add(BigDecimal.ONE)))).isFalse();
        assertThat(same(ValueType.DECIMAL, number("1E-900"), number("0"))).isFalse();
    }

    @Test
    void daysAndTimesAreTheSameToTheMillisecondAtTheEndsOfTheCalendarToo() {
        Instant last = Instant.parse("9999-12-31T23:59:59.999999Z");
        assertThat(same(ValueType.TIMESTAMP, new Value.Timestamp(last), new Value.Timestamp(last.minusNanos(900_000))))
                .isTrue();
        assertThat(same(ValueType.TIMESTAMP, new Value.Timestamp(last), new Value.Timestamp(last.plusNanos(1_000)))).isFalse();
        assertThat(same(ValueType.TIMESTAMP, new Value.Timestamp(Instant.MAX), new Value.Timestamp(Instant.MIN))).isFalse();
        assertThat(same(ValueType.DATE, new Value.Date(LocalDate.of(9999, 12, 31)), new Value.Date(LocalDate.MAX))).isFalse();
        assertThat(same(ValueType.DATE, new Value.Date(LocalDate.MIN), new Value.Date(LocalDate.MIN))).isTrue();
    }

    @Test
    void setsAreTheSameWhateverTheirOrder() {
        Value.Reference one = new Value.Reference("deals", "1");
        Value.Reference two = new Value.Reference("deals", "2");
        assertThat(same(ValueType.REFERENCE_SET, references(one, two), references(two, one))).isTrue();
        assertThat(same(ValueType.REFERENCE_SET, references(one), references(new Value.Reference("tickets", "1")))).isFalse();
        assertThat(same(ValueType.OPTION_SET, options("a", "b"), options("b", "a"))).isTrue();
        assertThat(same(ValueType.OPTION_SET, options("a"), options("A"))).isFalse();
    }

    private static boolean same(ValueType type, Value one, Value other) {
        return FORM.same(FieldValue.of(one), FieldValue.of(other), type);
    }

    private static Value number(String text) {
        return new Value.Decimal(new BigDecimal(text));
    }

    private static Value references(Value.Reference... all) {
        return new Value.ReferenceSet(new TreeSet<>(List.of(all)));
    }

    private static Value options(String... all) {
        return new Value.OptionSet(new TreeSet<>(List.of(all)));
    }

    private static FieldValue any(ValueType type, Random random) {
        if (random.nextInt(8) == 0) {
            return FieldValue.CLEARED;
        }
        String word = WORDS.get(random.nextInt(WORDS.size()));
        return FieldValue.of(switch (type) {
            case TEXT, EMAIL, PHONE, URL -> new Value.Text(word);
            case DECIMAL -> number(List.of("0", "-0.0", "10", "1E+1", "10.00", "1E-30").get(random.nextInt(6)));
            case BOOLEAN -> new Value.Bool(random.nextBoolean());
            case DATE -> new Value.Date(LocalDate.ofEpochDay(random.nextInt(3)));
            case TIMESTAMP -> new Value.Timestamp(Instant.ofEpochSecond(0, random.nextInt(4) * 500_000L));
            case OPTION -> new Value.Option(word);
            case OPTION_SET -> random.nextInt(4) == 0 ? options() : options(word, WORDS.get(random.nextInt(5)));
            case REFERENCE -> new Value.Reference("t", "" + random.nextInt(3));
            case REFERENCE_SET -> random.nextBoolean()
                    ? references()
                    : references(new Value.Reference("t", "" + random.nextInt(3)));
        });
    }
}
