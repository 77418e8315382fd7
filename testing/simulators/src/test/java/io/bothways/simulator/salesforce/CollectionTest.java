package io.bothways.simulator.salesforce;

import static io.bothways.simulator.salesforce.SalesforceClient.DATA;
import static io.bothways.simulator.salesforce.SalesforceClient.collection;
import static io.bothways.simulator.salesforce.SalesforceClient.fields;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.SimulatorOptions;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.salesforce.SalesforceClient.Answer;
import io.bothways.simulator.salesforce.schema.RecordId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CollectionTest {
    private static final String COLLECTION = DATA + "/composite/sobjects";

    private SalesforceClient salesforce;

    @BeforeEach
    void start() {
        salesforce = new SalesforceClient(SimulatorOptions.defaults());
    }

    @AfterEach
    void stop() {
        salesforce.close();
    }

    @Test
    void answersRowByRowInOrderWhenSomeFail() {
        Answer created = salesforce.post(COLLECTION, collection(false, fields("LastName", "One"),
                fields("FirstName", "Nameless"), fields("LastName", "Three", "Title", "x".repeat(129))));

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.body()).extracting(row -> row.path("success").asBoolean())
                .containsExactly(true, false, false);
        assertThat(created.body().path(0).path("id").asText()).startsWith("003");
        assertThat(created.body().path(1).has("id")).isFalse();
        JsonNode error = created.body().path(1).path("errors").path(0);
        assertThat(error.path("statusCode").asText()).isEqualTo("REQUIRED_FIELD_MISSING");
        assertThat(error.path("fields").path(0).asText()).isEqualTo("LastName");
        assertThat(codes(created)).containsExactly("", "REQUIRED_FIELD_MISSING", "STRING_TOO_LONG");
        assertThat(salesforce.control("GET", "calls", "").path("records_written").asInt()).isOne();
    }

    @Test
    void writesNothingOfAllOrNoneWhenOneRowFails() {
        Answer created = salesforce.post(COLLECTION,
                collection(true, fields("LastName", "One"), fields("FirstName", "Nameless")));
        Answer repeated = salesforce.post(COLLECTION, collection(true,
                fields("LastName", "One", "Bothways_Key__c", "k"), fields("LastName", "Two", "Bothways_Key__c", "K")));

        assertThat(codes(created))
                .containsExactly("ALL_OR_NONE_OPERATION_ROLLED_BACK", "REQUIRED_FIELD_MISSING");
        assertThat(codes(repeated)).containsExactly("ALL_OR_NONE_OPERATION_ROLLED_BACK", "DUPLICATE_VALUE");
        assertThat(salesforce.query("SELECT COUNT() FROM Contact").body().path("totalSize").asInt()).isZero();
        assertThat(codes(salesforce.post(COLLECTION, collection(true, fields("LastName", "One"))))).containsExactly("");
    }

    @Test
    void updatesByIdsOfEitherLengthAndSaysWhatIsGone() {
        String one = salesforce.created("Contact", fields("LastName", "One"));
        String two = salesforce.created("Contact", fields("LastName", "Two"));
        String gone = salesforce.created("Contact", fields("LastName", "Gone"));
        salesforce.delete(DATA + "/sobjects/Contact/" + gone);

        Answer updated = salesforce.patch(COLLECTION, collection(false,
                fields("id", one.substring(0, 15), "Title", "A"), fields("Id", two, "Title", "B"),
                fields("id", gone, "Title", "C"), fields("id", RecordId.of("003", 99), "Title", "D"),
                fields("id", "nonsense", "Title", "E"), fields("Title", "F")));

        assertThat(codes(updated)).containsExactly("", "", "ENTITY_IS_DELETED", "INVALID_CROSS_REFERENCE_KEY",
                "MALFORMED_ID", "MISSING_ARGUMENT");
        assertThat(updated.body().path(0).path("id").asText()).isEqualTo(one);
    }

    @Test
    void refusesTheWholeCallWhenItCannotBeRead() {
        Answer unknownField = salesforce.post(COLLECTION,
                collection(false, fields("LastName", "One"), fields("LastName", "Two", "Nonsense", "x")));

        assertThat(unknownField.status()).isEqualTo(400);
        assertThat(unknownField.errorCode()).isEqualTo("INVALID_FIELD");
        ObjectNode noType = fields("LastName", "x");
        noType.putObject("attributes");
        assertThat(salesforce.post(COLLECTION, collection(false, noType)).errorCode()).isEqualTo("INVALID_TYPE");
        assertThat(salesforce.post(COLLECTION, collection(false)).errorCode()).isEqualTo("REQUIRED_FIELD_MISSING");
        ObjectNode[] many = IntStream.range(0, 201).mapToObj(n -> fields("LastName", "x")).toArray(ObjectNode[]::new);
        assertThat(salesforce.post(COLLECTION, collection(false, many)).errorCode()).isEqualTo("EXCEEDED_ID_LIMIT");
        ObjectNode[] mixed = IntStream.range(0, 11).mapToObj(n -> {
            ObjectNode row = fields(n % 2 == 0 ? "LastName" : "Name", "x");
            row.putObject("attributes").put("type", n % 2 == 0 ? "Contact" : "Account");
            return row;
        }).toArray(ObjectNode[]::new);
        assertThat(salesforce.post(COLLECTION, collection(false, mixed)).errorCode()).isEqualTo("INVALID_INPUT");
        assertThat(salesforce.query("SELECT COUNT() FROM Contact").body().path("totalSize").asInt()).isZero();
    }

    @Test
    void upsertsByExternalIdAndSaysWhatWasCreated() {
        salesforce.created("Contact", fields("LastName", "One", "Bothways_Key__c", "k1"));
        salesforce.created("Contact", fields("LastName", "Twin", "Legacy_Number__c", "7"));
        salesforce.created("Contact", fields("LastName", "Twin", "Legacy_Number__c", "7"));

        Answer upserted = salesforce.patch(COLLECTION + "/Contact/Bothways_Key__c", collection(false,
                fields("Bothways_Key__c", "k1", "Title", "A"), fields("Bothways_Key__c", "k2", "LastName", "Two"),
                fields("Bothways_Key__c", "k3"), fields("LastName", "Keyless")));
        Answer twins = salesforce.patch(COLLECTION + "/Contact/Legacy_Number__c",
                collection(false, fields("Legacy_Number__c", "7", "Title", "A")));

        assertThat(codes(upserted)).containsExactly("", "", "REQUIRED_FIELD_MISSING", "MISSING_ARGUMENT");
        assertThat(upserted.body().path(0).path("created").asBoolean(true)).isFalse();
        assertThat(upserted.body().path(1).path("created").asBoolean()).isTrue();
        assertThat(codes(twins)).containsExactly("DUPLICATE_EXTERNAL_ID");
        assertThat(codes(salesforce.patch(COLLECTION + "/Contact/Legacy_Number__c", collection(true,
                fields("Legacy_Number__c", "8", "LastName", "Eight"), fields("Legacy_Number__c", "7", "Title", "A")))))
                .containsExactly("ALL_OR_NONE_OPERATION_ROLLED_BACK", "DUPLICATE_EXTERNAL_ID");
    }

    @Test
    void findsASeededRecordByTheKeyThatItWasGivenLater() {
        try (SalesforceClient seeded = new SalesforceClient(SimulatorOptions.defaults().withContacts(1))) {
            String id = seeded.query("SELECT Id FROM Contact").body().path("records").path(0).path("Id").asText();
            seeded.patch(COLLECTION, collection(false, fields("id", id, "Bothways_Key__c", "k1")));

            Answer upserted = seeded.patch(COLLECTION + "/Contact/Bothways_Key__c",
                    collection(false, fields("Bothways_Key__c", "k1", "LastName", "Changed")));

            assertThat(upserted.body().path(0).path("created").asBoolean(true)).isFalse();
            assertThat(upserted.body().path(0).path("id").asText()).isEqualTo(id);
        }
    }

    @Test
    void retrievesByIdsWithNullForWhatIsMissing() {
        String one = salesforce.created("Contact", fields("LastName", "One"));
        String gone = salesforce.created("Contact", fields("LastName", "Gone"));
        salesforce.delete(DATA + "/sobjects/Contact/" + gone);
        ObjectNode body = Json.object();
        body.putArray("ids").add(one).add(gone).add(RecordId.of("003", 99)).add(one.substring(0, 15));
        body.putArray("fields").add("Id").add("LastName");

        JsonNode rows = salesforce.post(COLLECTION + "/Contact", body).body();

        assertThat(rows).extracting(JsonNode::isNull).containsExactly(false, true, true, false);
        assertThat(rows.path(0).path("LastName").asText()).isEqualTo("One");
        assertThat(rows.path(0).has("Title")).isFalse();
        assertThat(salesforce.get(COLLECTION + "/Contact?ids=" + one + "," + gone + "&fields=Id").body()).hasSize(2);
        IntStream.range(0, 2000).forEach(n -> body.withArray("ids").add(one));
        assertThat(salesforce.post(COLLECTION + "/Contact", body).errorCode()).isEqualTo("EXCEEDED_ID_LIMIT");
    }

    @Test
    void deletesByIds() {
        String one = salesforce.created("Contact", fields("LastName", "One"));
        String account = salesforce.created("Account", fields("Name", "Acme"));

        Answer rolledBack = salesforce.delete(
                COLLECTION + "?ids=" + one + "," + RecordId.of("003", 99) + "&allOrNone=true");
        Answer deleted = salesforce.delete(COLLECTION + "?ids=" + one + "," + account + ",nonsense," + one);

        assertThat(codes(rolledBack))
                .containsExactly("ALL_OR_NONE_OPERATION_ROLLED_BACK", "INVALID_CROSS_REFERENCE_KEY");
        assertThat(codes(deleted)).containsExactly("", "", "MALFORMED_ID", "ENTITY_IS_DELETED");
    }

    @Test
    void locksTheRowsThatItWasToldToLock() {
        String one = salesforce.created("Contact", fields("LastName", "One"));
        String two = salesforce.created("Contact", fields("LastName", "Two"));
        salesforce.control("PUT", "row-faults", "{\"faults\":[{\"id\":\"" + two + "\",\"times\":1}]}");
        ObjectNode update = collection(false, fields("id", one, "Title", "A"), fields("id", two, "Title", "B"));

        assertThat(codes(salesforce.patch(COLLECTION, update))).containsExactly("", "UNABLE_TO_LOCK_ROW");
        assertThat(codes(salesforce.patch(COLLECTION, update))).containsExactly("", "");
    }

    @Test
    void listsTenThousandInFivePagesAndWritesThemInFiftyCalls() {
        try (SalesforceClient large = new SalesforceClient(SimulatorOptions.defaults().withContacts(10_000))) {
            Answer page = large.query("SELECT Id, FirstName, LastName, Email, Phone, Title, MailingCity,"
                    + " MailingCountry, Website__c, Customer_Notes__c, Health_Score__c, Renewal_Date__c,"
                    + " Customer_Tier__c, AccountId, SystemModstamp FROM Contact ORDER BY SystemModstamp, Id");
            List<JsonNode> rows = new ArrayList<>();
            page.body().path("records").forEach(rows::add);
            while (!page.body().path("done").asBoolean()) {
                page = large.get(page.body().path("nextRecordsUrl").asText());
                page.body().path("records").forEach(rows::add);
            }
            for (int from = 0; from < rows.size(); from += 200) {
                ObjectNode[] batch = rows.subList(from, from + 200).stream()
                        .map(row -> fields("id", row.path("Id").asText(), "MailingCity", "Bremen"))
                        .toArray(ObjectNode[]::new);
                assertThat(codes(large.patch(COLLECTION, collection(false, batch)))).containsOnly("");
            }

            assertThat(rows).hasSize(10_000);
            JsonNode calls = large.control("GET", "calls", "");
            assertThat(calls.path("operations"))
                    .isEqualTo(Json.object().put("collections.update", 50).put("query", 1).put("query.next", 4));
            assertThat(calls.path("records_written").asInt()).isEqualTo(10_000);
        }
    }

    private static List<String> codes(Answer answer) {
        return StreamSupport.stream(answer.body().spliterator(), false)
                .map(row -> row.path("errors").path(0).path("statusCode").asText()).toList();
    }
}
