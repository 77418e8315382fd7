package io.bothways.core.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import java.math.BigDecimal;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalFormTest {
    private final CanonicalForm form = new CanonicalForm("US");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "TEXT  | ' Anna '               | Anna",
        "TEXT  | Zoë                    | Zoe\u0308",
        "EMAIL | ' Anna@Example.COM '   | anna@example.com",
        "PHONE | (415) 555-2671         | +14155552671",
        "PHONE | +44 20 7946 0018       | +442079460018",
        "PHONE | +1 415 555 2671 ext. 9 | +1 (415) 555-2671 x9",
        "PHONE | ask Ann                | ASK ANN",
        "URL   | https://www.Acme.com/   | acme.com",
        "URL   | http://acme.com/a/      | ACME.com/a",
    })
    void callsTheSameValueTheSame(ValueType type, String one, String other) {
        assertThat(form.same(FieldValue.text(one), FieldValue.text(other), type)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "TEXT  | Anna            | anna",
        "PHONE | +14155552671    | +14155552672",
        "PHONE | +14155552671    | +14155552671 ext 9",
        "URL   | acme.com/a      | acme.com/b",
        "EMAIL | a@example.com   | b@example.com",
    })
    void tellsDifferentValuesApart(ValueType type, String one, String other) {
        assertThat(form.same(FieldValue.text(one), FieldValue.text(other), type)).isFalse();
    }

    @Test
    void treatsWhiteSpaceAndEmptySetsAsNoValue() {
        assertThat(form.blank(FieldValue.of(new Value.Text(" \t")), ValueType.TEXT)).isTrue();
        assertThat(form.blank(FieldValue.of(new Value.OptionSet(new TreeSet<>())), ValueType.OPTION_SET)).isTrue();
        assertThat(form.blank(FieldValue.UNREAD, ValueType.TEXT)).isFalse();
    }

    @Test
    void comparesNumbersByValueNotByScale() {
        FieldValue ten = FieldValue.of(new Value.Decimal(BigDecimal.TEN));
        assertThat(form.same(ten, FieldValue.of(new Value.Decimal(new BigDecimal("10.00"))), ValueType.DECIMAL))
                .isTrue();
        FieldValue nought = FieldValue.of(new Value.Decimal(new BigDecimal("0.00")));
        assertThat(form.same(nought, FieldValue.of(new Value.Decimal(BigDecimal.ZERO)), ValueType.DECIMAL)).isTrue();
    }

    @Test
    void survivesHugeTextAndUnpairedSurrogates() {
        FieldValue huge = FieldValue.of(new Value.Text("9".repeat(1_000_000)));
        FieldValue broken = FieldValue.of(new Value.Text("a\uD800b"));
        for (ValueType type : new ValueType[] {ValueType.TEXT, ValueType.EMAIL, ValueType.PHONE, ValueType.URL}) {
            assertThat(form.same(huge, huge, type)).isTrue();
            assertThat(form.of(broken, type)).isInstanceOf(FieldValue.Present.class);
        }
    }
}
