package io.bothways.connector.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.connector.SourceRecord;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.ValueType;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final String FIRST = "003000000000001AAA";
    private static final String GONE = "003000000000002AAA";

    private final List<JsonNode> retrieved = new ArrayList<>();

    @Test
    void fewFieldsStandInTheQueryEachOnce() {
        Selection selection = selection("Email", "SystemModstamp", "IsDeleted");

        assertThat(selection.select("IsDeleted")).isEqualTo("SELECT Id,SystemModstamp,IsDeleted,Email FROM Contact");
        assertThat(selection.records(api(), List.of(row(FIRST, "Email", "a@example.com"))))
                .extracting(record -> record.fields().get("Email"))
                .containsExactly(FieldValue.text("a@example.com"));
        assertThat(retrieved).isEmpty();
    }

    @Test
    void moreFieldsThanAnAddressHoldsAreRetrievedAndWhatWentAwayMeanwhileIsLeftOut() {
        String[] names = new String[800];
        for (int i = 0; i < names.length; i++) {
            names[i] = "A_Field_With_A_Rather_Long_Name_" + i + "__c";
        }
        Selection selection = selection(names);

        assertThat(selection.select("IsDeleted")).isEqualTo("SELECT Id,SystemModstamp,IsDeleted FROM Contact");
        List<SourceRecord> records =
                selection.records(api(), List.of(row(FIRST, "Id", FIRST), row(GONE, "Id", GONE)));

        assertThat(records).singleElement().satisfies(record -> {
            assertThat(record.id()).isEqualTo(FIRST);
            assertThat(record.fields()).hasSize(800).containsEntry(names[799], FieldValue.text("last"));
        });
        assertThat(retrieved).singleElement().satisfies(request -> {
            assertThat(request.path("ids")).hasSize(2);
            assertThat(request.path("fields")).hasSize(802);
        });
    }

    @Test
    void nothingIsRetrievedWhereThereIsNothing() {
        assertThat(selection("Email").retrieve(api(), List.of())).isEmpty();
        assertThat(retrieved).isEmpty();
    }

    private static Selection selection(String... names) {
        Map<String, FieldSchema> fields = new LinkedHashMap<>();
        for (String name : names) {
            fields.put(name, new FieldSchema(
                    name, name, ValueType.TEXT, Optional.empty(), true, true, false, false, Map.of(), List.of()));
        }
        return new Selection(SalesforceType.CONTACT, fields);
    }

    private static ObjectNode row(String id, String field, String value) {
        return JsonNodeFactory.instance.objectNode().put("Id", id).put(field, value);
    }

    /** The app, of which only the retrieve is called: it knows the first record, and null stands for the other. */
    private SalesforceApi api() {
        return (SalesforceApi) Proxy.newProxyInstance(
                SalesforceApi.class.getClassLoader(), new Class<?>[] {SalesforceApi.class}, (proxy, method, given) -> {
                    assertThat(method.getName()).isEqualTo("retrieve");
                    JsonNode request = (JsonNode) given[1];
                    retrieved.add(request);
                    ArrayNode answer = JsonNodeFactory.instance.arrayNode();
                    request.path("ids").forEach(id -> {
                        if (id.asText().equals(FIRST)) {
                            JsonNode fields = request.path("fields");
                            answer.add(row(FIRST, fields.path(fields.size() - 1).asText(), "last"));
                        } else {
                            answer.addNull();
                        }
                    });
                    return answer;
                });
    }
}
