package io.bothways.core.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.configuration.MatchKey.Normaliser;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchKeysTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "EMAIL  | ' Anna@Example.com'            | anna@example.com",
        "DOMAIN | https://www.Acme.com/about?a=1 | acme.com",
        "DOMAIN | acme.com                       | acme.com",
        "DOMAIN | WWW.ACME.COM:443               | acme.com",
        "PHONE  | (415) 555-2671                 | +14155552671",
        "TEXT   | ' Anna   Smith '               | anna smith",
    })
    void normalises(Normaliser normaliser, String value, String key) {
        assertThat(MatchKeys.normalise(normaliser, FieldValue.text(value), "US")).contains(key);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "EMAIL  | n/a", "EMAIL  | @", "EMAIL  | a b@example.com", "DOMAIN | localhost", "DOMAIN | none yet.",
        "PHONE  | 555", "PHONE  | unknown", "TEXT   | ' '",
    })
    void findsNoKeyInWhatIdentifiesNobody(Normaliser normaliser, String value) {
        assertThat(MatchKeys.normalise(normaliser, FieldValue.text(value), "US")).isEmpty();
    }

    @Test
    void findsNoKeyInAnEmptyUnreadOrHugeField() {
        assertThat(MatchKeys.normalise(Normaliser.EMAIL, FieldValue.CLEARED, "US")).isEmpty();
        assertThat(MatchKeys.normalise(Normaliser.EMAIL, FieldValue.UNREAD, "US")).isEmpty();
        assertThat(MatchKeys.normalise(Normaliser.TEXT, FieldValue.text("a\uD800b"), "US")).isEmpty();
        assertThat(MatchKeys.normalise(Normaliser.EMAIL, FieldValue.text("a\u0000@b.org"), "US")).isEmpty();
        FieldValue huge = FieldValue.of(new Value.Text("a".repeat(1_000_000) + "@example.com"));
        assertThat(MatchKeys.normalise(Normaliser.EMAIL, huge, "US")).isEmpty();
    }
}
