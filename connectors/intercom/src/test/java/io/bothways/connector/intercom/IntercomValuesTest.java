package io.bothways.connector.intercom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IntercomValuesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void readsTypedValuesAndWritesThemBack() {
        bothWays(ValueType.TEXT, "\"Ann\"", new Value.Text("Ann"));
        bothWays(ValueType.DECIMAL, "12", new Value.Decimal(new BigDecimal("12")));
        bothWays(ValueType.DECIMAL, "12.5", new Value.Decimal(new BigDecimal("12.5")));
        bothWays(ValueType.BOOLEAN, "true", new Value.Bool(true));
        bothWays(ValueType.DATE, "1774310400", new Value.Date(LocalDate.of(2026, 3, 24)));
        bothWays(ValueType.TIMESTAMP, "1774310401", new Value.Timestamp(Instant.ofEpochSecond(1_774_310_401)));
        bothWays(ValueType.OPTION, "\"gold\"", new Value.Option("gold"));
    }

    @Test
    void readsBlanksAsEmptyAndOddValuesAsText() {
        assertThat(read(ValueType.TEXT, "null")).isEqualTo(FieldValue.CLEARED);
        assertThat(read(ValueType.TEXT, "\"\"")).isEqualTo(FieldValue.CLEARED);
        assertThat(read(ValueType.DECIMAL, "\"many\"")).isEqualTo(FieldValue.text("many"));
        assertThat(read(ValueType.DATE, "\"soon\"")).isEqualTo(FieldValue.text("soon"));
        assertThat(read(ValueType.TIMESTAMP, "99999999999999")).isEqualTo(FieldValue.text("99999999999999"));
        assertThat(read(ValueType.TEXT, "[1]")).isEqualTo(FieldValue.text("[1]"));
    }

    @Test
    void clearsByNullAndLeavesAloneWhatWasNotRead() {
        assertThat(IntercomValues.write(field("x", ValueType.TEXT), FieldValue.CLEARED))
                .hasValueSatisfying(json -> assertThat(json.isNull()).isTrue());
        assertThat(IntercomValues.write(field("x", ValueType.TEXT), FieldValue.UNREAD)).isEmpty();
    }

    @Test
    void writesAnOwnerAsTheNumberThatTeammatesHave() {
        FieldValue owner = FieldValue.of(new Value.Reference("admins", "991267459"));

        assertThat(IntercomValues.write(field("owner_id", ValueType.REFERENCE), owner).orElseThrow())
                .hasToString("991267459");
    }

    @Test
    void writesNumbersThatAreWholeAsWholeNumbers() {
        FieldValue ten = FieldValue.of(new Value.Decimal(new BigDecimal("10.00")));

        assertThat(IntercomValues.write(field("x", ValueType.DECIMAL), ten).orElseThrow()).hasToString("10");
    }

    private static void bothWays(ValueType type, String json, Value value) {
        assertThat(read(type, json)).isEqualTo(FieldValue.of(value));
        assertThat(IntercomValues.write(field("x", type), FieldValue.of(value)).orElseThrow()).hasToString(json);
    }

    private static FieldValue read(ValueType type, String json) {
        return IntercomValues.read(field("x", type), tree(json));
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private static FieldSchema field(String name, ValueType type) {
        return new FieldSchema(
                name, name, type, Optional.empty(), true, true, false, false, Map.of(), List.of("admins"));
    }
}
