package io.bothways.connector.pipedrive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordDraftTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode PERSON = json("{'emails':[{'value':'a@x.example','primary':false,'label':'home'},"
            + "{'value':'b@x.example','primary':true,'label':'work'},{'value':'c@x.example','primary':false,"
            + "'label':'work'}],'phones':[{'value':'','primary':true}],'custom_fields':{'budget':{'value':10,"
            + "'currency':'EUR'}}}");
    private final Map<String, PipedriveField> fields = fields();

    @Test
    void readsThePrimaryEntryAndTheOthersByTheirLabel() {
        assertThat(text("emails")).isEqualTo("b@x.example");
        assertThat(text("emails.home")).isEqualTo("a@x.example");
        assertThat(text("emails.work")).isEqualTo("c@x.example");
        assertThat(fields.get("emails.other").read(PERSON)).isEqualTo(FieldValue.CLEARED);
        assertThat(fields.get("phones").read(PERSON)).isEqualTo(FieldValue.CLEARED);
        assertThat(fields.get("budget").read(PERSON)).isEqualTo(amount("10"));
        assertThat(text("budget.currency")).isEqualTo("EUR");
    }

    @Test
    void aNewPrimaryAddressLeavesTheOthersAlone() {
        assertThat(draft(Map.of("emails", FieldValue.text("new@x.example")))).isEqualTo(json(
                "{'emails':[{'value':'a@x.example','primary':false,'label':'home'},{'value':'new@x.example',"
                        + "'primary':true,'label':'work'},{'value':'c@x.example','primary':false,'label':'work'}]}"));
    }

    @Test
    void aClearedPrimaryAddressMakesTheNextOnePrimary() {
        assertThat(draft(Map.of("emails", FieldValue.CLEARED))).isEqualTo(json(
                "{'emails':[{'value':'a@x.example','primary':true,'label':'home'},"
                        + "{'value':'c@x.example','primary':false,'label':'work'}]}"));
    }

    @Test
    void anEmptiedNumberIsReplacedByTheFirstThatComes() {
        assertThat(draft(Map.of("phones.mobile", FieldValue.text("+1 212 555 0100")))).isEqualTo(json(
                "{'phones':[{'value':'+1 212 555 0100','primary':true,'label':'mobile'}]}"));
    }

    @Test
    void anAmountKeepsItsCurrencyAndIsClearedWithIt() {
        assertThat(draft(Map.of("budget", amount("12.5"))))
                .isEqualTo(json("{'custom_fields':{'budget':{'value':12.5,'currency':'EUR'}}}"));
        assertThat(draft(Map.of("budget", FieldValue.CLEARED)))
                .isEqualTo(json("{'custom_fields':{'budget':null}}"));
        assertThat(draft(Map.of("budget.currency", FieldValue.CLEARED))).isEqualTo(json("{}"));
    }

    private JsonNode draft(Map<String, FieldValue> values) {
        RecordDraft draft = new RecordDraft(PERSON);
        draft.put(values, fields, true);
        return json(draft.body().toString().replace('"', '\''));
    }

    private String text(String field) {
        return ((Value.Text) ((FieldValue.Present) fields.get(field).read(PERSON)).value()).text();
    }

    private static FieldValue amount(String number) {
        return FieldValue.of(new Value.Decimal(new BigDecimal(number)));
    }

    private static Map<String, PipedriveField> fields() {
        FieldReading reading = new FieldReading(PipedriveType.PERSONS, Map.of(), resource -> Map.of());
        Map<String, PipedriveField> fields = new HashMap<>();
        for (String field : new String[] {
            "{'field_code':'emails','field_type':'varchar','is_custom_field':false}",
            "{'field_code':'phones','field_type':'phone','is_custom_field':false}",
            "{'field_code':'budget','field_type':'monetary','is_custom_field':true}"
        }) {
            reading.read(json(field)).forEach(each -> fields.put(each.schema().name(), each));
        }
        return fields;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
