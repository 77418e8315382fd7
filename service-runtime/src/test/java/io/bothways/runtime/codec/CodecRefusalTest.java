package io.bothways.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bothways.contracts.event.DeadLetter;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused, and that the refusal names the place and what was expected there. */
class CodecRefusalTest {
    private static final String HINT = """
            {"head":{"id":"m1","tenant":"acme","account":"hub","cause":{"kind":"webhook","run":""},"epoch":1,\
            "occurred_at":"2026-01-31T08:00:00Z","observed_at":"2026-01-31T08:00:01Z","trace":""},\
            "ref":{"account":"hub","type":"contacts","id":"7"},"kind":"changed"}""";

    private final Codec codec = new Codec();

    @Test
    void unknownMembersAreSkipped() {
        String later = HINT.replace("\"epoch\":1", "\"epoch\":1,\"later\":{\"deep\":[1,{\"x\":1.5}]}");

        assertThat(hint(later)).isEqualTo(hint(HINT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "epoch":1,                | ``                           | /head/epoch: required, but absent
            "epoch":1                 | "epoch":null                 | /head/epoch: required, but absent
            "epoch":1                 | "epoch":1,"epoch":2          | /head/epoch: expected this member once
            "epoch":1                 | "epoch":"1"                  | /head/epoch: expected a whole number
            "epoch":1                 | "epoch":1.5                  | /head/epoch: expected a whole number
            "epoch":1                 | "epoch":99999999999999999999 | /head/epoch: expected well-formed JSON
            "webhook"                 | "pigeon"                     | /head/cause/kind: expected one of [listing, poll
            "tenant":"acme"           | "tenant":"a b"               | /head/tenant: expected a tenant's id
            2026-01-31T08:00:00Z      | 31.1.2026                    | /head/occurred_at: expected an instant (ISO 8601, UTC)
            "id":"7"                  | "id":" "                     | /ref: expected a valid record reference
            "id":"7"                  | "id":["7"]                   | /ref/id: expected a text
            "kind":"changed"}         | "kind":"changed"             | /kind: expected well-formed JSON
            "kind":"changed"}         | "kind":"changed"}}           | /: expected well-formed JSON
            "kind":"changed"}         | "kind":"changed"} 1          | /: expected nothing after the message
            """)
    void namesThePlaceAndWhatWasExpected(String written, String damaged, String message) {
        assertThatExceptionOfType(UndecodableMessage.class)
                .isThrownBy(() -> hint(HINT.replace(written, damaged)))
                .withMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `{"f":{"money":"5"}}`             | /f: expected null or an object with one of text, decimal,
            `{"f":"5"}`                       | /f: expected null or an object with one of text, decimal,
            `{"f":{"text":"5","option":"5"}}` | /f/option: expected one value only
            `{"f":{"text":5}}`                | /f/text: expected a text
            `{"f":{"decimal":"5,0"}}`         | /f/decimal: expected a decimal as text, of at most 1000 digits
            `{"f":{"decimal":"1E+999999999"}}`| /f/decimal: expected a decimal as text, of at most 1000 digits
            `{"f":{"date":"2026-02-30"}}`     | /f/date: expected a date (ISO 8601)
            `{"f":{"boolean":"true"}}`        | /f/boolean: expected true or false
            `{"f":{"references":[{"id":"1"}]}}` | /f/references/0/type: required, but absent
            `{"f":null,"f":null}`             | /f: expected this field once
            `[]`                              | /: expected an object: fields by name
            ``                                | /: expected an object: fields by name
            """)
    void refusesValuesOfNoKnownKind(String json, String message) {
        assertThatExceptionOfType(UndecodableMessage.class)
                .isThrownBy(() -> codec.decodeFields(json))
                .withMessageStartingWith(message);
    }

    @Test
    void namesTheTypesThatItKnows() {
        assertThatExceptionOfType(UndecodableMessage.class)
                .isThrownBy(() -> codec.decodeWriteCommand(bytes("{\"type\":\"explode\"}")))
                .withMessage("/type: expected the type of a write command, one of"
                        + " [create_record, delete_record, update_record]");
        assertThatExceptionOfType(UndecodableMessage.class)
                .isThrownBy(() -> codec.decodeWriteCommand(bytes("{\"fields\":{}}")))
                .withMessage("/type: required, but absent");
    }

    @Test
    void refusesNestingDeeperThanFifty() {
        String deep = "{\"f\":{\"text\":\"\",\"later\":" + "[".repeat(50) + "]".repeat(50) + "}}";

        assertThatExceptionOfType(UndecodableMessage.class)
                .isThrownBy(() -> codec.decodeFields(deep))
                .withMessageContaining("nesting no deeper than 50");
    }

    @Test
    void refusesMoreThanFourMegabytesInBothDirections() {
        Map<String, FieldValue> fields = Map.of("f", FieldValue.text("x".repeat(Codec.LARGEST_MESSAGE)));
        String json = "{\"f\":{\"text\":\"" + "x".repeat(Codec.LARGEST_MESSAGE) + "\"}}";

        assertThatExceptionOfType(UnencodableMessage.class).isThrownBy(() -> codec.fields(fields));
        assertThatExceptionOfType(UndecodableMessage.class)
                .isThrownBy(() -> codec.decodeFields(json))
                .withMessage("/: expected at most 4194304 bytes, not 4194321");
    }

    @Test
    void aDeadLetterHoldsTheLongestMessage() {
        DeadLetter letter = new DeadLetter(
                "bothways.changes.v1", 0, 1, "key", new byte[Codec.LARGEST_MESSAGE], "unknown type", Instant.EPOCH);

        assertThat(codec.decodeDeadLetter(codec.encode(letter)).payload()).hasSize(Codec.LARGEST_MESSAGE);
    }

    @Test
    void refusesToWriteADecimalThatNobodyWouldRead() {
        Map<String, FieldValue> fields =
                Map.of("f", FieldValue.of(new Value.Decimal(new BigDecimal("1E+999999999"))));

        assertThatExceptionOfType(UnencodableMessage.class).isThrownBy(() -> codec.fields(fields));
    }

    @Test
    void aPathIsCutAndCleaned() {
        String json = "{\"a\\nb" + "x".repeat(1_000) + "\":1}";

        assertThatExceptionOfType(UndecodableMessage.class)
                .isThrownBy(() -> codec.decodeFields(json))
                .withMessageStartingWith("/a?bxxx")
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(400));
    }

    private Object hint(String json) {
        return codec.decodeHint(bytes(json));
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
