package io.bothways.simulator.intercom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.VendorClient;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.SimulatorOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactsTest {
    private final Simulator simulator = Simulator.start(new IntercomApp(), SimulatorOptions.defaults());
    private final IntercomClient client = IntercomClient.of(simulator);

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void anAddressIsTrimmedAndLowerCasedAndADateBecomesTheSecondsOfItsMidnight() {
        JsonNode created = client.post("/contacts",
                "{'email':' Ada@Example.COM ','custom_attributes':{'renewal_date':1767271234}}").body();

        assertThat(created.path("email").asText()).isEqualTo("ada@example.com");
        assertThat(created.path("role").asText()).isEqualTo("user");
        assertThat(created.at("/custom_attributes/renewal_date").asLong()).isEqualTo(1_767_225_600L);
    }

    @Test
    void aSecondUserWithTheSameAddressIsAConflictThatNamesTheFirst() {
        String id = client.contact("{'email':'ada@example.com'}");

        VendorClient.Answer refused = client.post("/contacts", "{'email':'ADA@example.com'}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(IntercomClient.code(refused)).isEqualTo("conflict");
        assertThat(IntercomClient.message(refused))
                .isEqualTo("A contact matching those details already exists with id=" + id);
    }

    @Test
    void anArchivedContactIsAConflictInOtherWordsAndComesBack() {
        String id = client.contact("{'email':'ada@example.com'}");
        assertThat(client.post("/contacts/" + id + "/archive", "").body().path("archived").asBoolean()).isTrue();
        assertThat(client.get("/contacts/" + id).status()).isEqualTo(404);
        assertThat(client.get("/contacts").body().path("total_count").asInt()).isZero();

        VendorClient.Answer refused = client.post("/contacts", "{'email':'ada@example.com'}");
        client.post("/contacts/" + id + "/unarchive", "");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(IntercomClient.message(refused)).startsWith("An archived contact").contains(id);
        assertThat(client.get("/contacts/" + id).body().path("email").asText()).isEqualTo("ada@example.com");
    }

    @Test
    void leadsMayShareAnAddressButAnExternalIdIsOnePersons() {
        client.contact("{'role':'lead','email':'ada@example.com'}");
        client.contact("{'role':'lead','email':'ada@example.com'}");
        client.contact("{'external_id':'7'}");

        assertThat(client.post("/contacts", "{'role':'lead','external_id':'7'}").status()).isEqualTo(409);
        assertThat(client.get("/contacts/find_by_external_id/7").status()).isEqualTo(200);
    }

    @Test
    void nullClearsAndWhatIsNotSentStays() {
        String id = client.contact("{'email':'a@example.com','name':'Ada','custom_attributes':{'city':'Leeds',"
                + "'health_score':7.5}}");

        JsonNode updated = client.put("/contacts/" + id, "{'name':null,'custom_attributes':{'city':null}}").body();

        assertThat(updated.path("name").isNull()).isTrue();
        assertThat(updated.path("custom_attributes").has("city")).isFalse();
        assertThat(updated.at("/custom_attributes/health_score").asDouble()).isEqualTo(7.5);
    }

    @Test
    void onlyKnownWritableAttributesOfTheRightTypeAreTaken() {
        List<String> bad = List.of("{'unknown':1}", "{'lead_score':1}", "{'old_segment':'x'}", "{'seats':1.5}",
                "{'seats':'1'}", "{'health_score':'7'}", "{'beta_tester':'yes'}", "{'customer_tier':'lead'}",
                "{'renewal_date':'soon'}", "{'city':1}");

        for (String attributes : bad) {
            VendorClient.Answer refused = client.post("/contacts",
                    "{'role':'lead','custom_attributes':" + attributes + "}");
            assertThat(refused.status()).as(attributes).isEqualTo(400);
            assertThat(IntercomClient.code(refused)).as(attributes).isEqualTo("parameter_invalid");
        }
        assertThat(client.get("/contacts").body().path("total_count").asInt()).isZero();
    }

    @Test
    void aListIsReadToItsEndByItsCursorWhileContactsAreAdded() {
        for (int number = 0; number < 7; number++) {
            client.contact("{'role':'lead','name':'" + number + "'}");
        }
        List<String> names = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = client.get("/contacts?per_page=3&starting_after=" + after).body();
            page.path("data").forEach(contact -> names.add(contact.path("name").asText()));
            after = page.at("/pages/next/starting_after").asText("");
            if (names.size() == 3) {
                client.contact("{'role':'lead','name':'late'}");
            }
        } while (!after.isEmpty());

        assertThat(names).containsExactly("0", "1", "2", "3", "4", "5", "6", "late");
    }

    @Test
    void aDeletedContactIsGoneForGood() {
        String id = client.contact("{'email':'ada@example.com'}");

        assertThat(client.delete("/contacts/" + id).body().path("deleted").asBoolean()).isTrue();

        assertThat(client.get("/contacts/" + id).status()).isEqualTo(404);
        assertThat(client.delete("/contacts/" + id).status()).isEqualTo(404);
        assertThat(client.post("/contacts/" + id + "/unarchive", "").status()).isEqualTo(404);
        assertThat(client.post("/contacts", "{'email':'ada@example.com'}").status()).isEqualTo(200);
    }

    @Test
    void a500MayComeAfterTheContactWasMade() {
        client.put("/_simulator/faults",
                "{'faults':[{'operation':'contacts.create','kind':'status_after','status':500}]}");

        assertThat(client.post("/contacts", "{'email':'ada@example.com'}").status()).isEqualTo(500);

        assertThat(client.post("/contacts", "{'email':'ada@example.com'}").status()).isEqualTo(409);
    }

    @Test
    void everythingOutlivesARestart(@TempDir Path folder) {
        SimulatorOptions kept = SimulatorOptions.defaults().withContacts(3).withCompanies(2)
                .withData(folder.resolve("intercom.json"));
        String user;
        String gone;
        JsonNode before;
        try (Simulator first = Simulator.start(new IntercomApp(), kept)) {
            IntercomClient writer = IntercomClient.of(first);
            user = writer.contact("{'email':'ada@example.com','owner_id':991267460,'signed_up_at':1700000000,"
                    + "'custom_attributes':{'seats':3,'renewal_date':1767225600}}");
            writer.post("/contacts/" + user + "/companies", "{'id':'" + writer.company("c1") + "'}");
            writer.post("/contacts/" + user + "/tags", "{'id':'81'}");
            gone = writer.contact("{'role':'lead'}");
            writer.post("/contacts/" + gone + "/archive", "");
            writer.put("/_simulator/workspace", "{'timezone':'Asia/Tokyo'}");
            before = writer.get("/contacts/" + user).body();
        }
        try (Simulator second = Simulator.start(new IntercomApp(), kept)) {
            IntercomClient reader = IntercomClient.of(second);
            assertThat(reader.get("/contacts/" + user).body()).isEqualTo(before);
            assertThat(reader.get("/me").body().at("/app/timezone").asText()).isEqualTo("Asia/Tokyo");
            assertThat(reader.post("/contacts/" + gone + "/unarchive", "").status()).isEqualTo(200);
            assertThat(reader.post("/companies/list", "").body().path("total_count").asInt()).isEqualTo(3);
        }
    }
}
