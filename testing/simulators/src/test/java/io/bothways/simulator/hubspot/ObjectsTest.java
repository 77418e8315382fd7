package io.bothways.simulator.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.VendorClient;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.SimulatorOptions;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObjectsTest {
    private static final String CONTACTS = "/crm/v3/objects/contacts";
    private static final String COMPANIES = "/crm/v3/objects/companies";
    private final Simulator simulator =
            Simulator.start(new HubSpotApp(), SimulatorOptions.defaults().withContacts(250).withCompanies(5));
    private final VendorClient client = VendorClient.of(simulator);

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aListEndsWithAPageThatHasNoNext() {
        Set<String> ids = new HashSet<>();
        String after = "";
        int pages = 0;
        do {
            JsonNode page = client.get(CONTACTS + "?limit=100&after=" + after).body();
            page.path("results").forEach(record -> ids.add(record.path("id").asText()));
            after = page.at("/paging/next/after").asText();
            pages++;
        } while (!after.isEmpty());

        assertThat(pages).isEqualTo(3);
        assertThat(ids).hasSize(250);
        assertThat(client.get(CONTACTS).body().path("results")).hasSize(10);
        assertThat(client.get(CONTACTS + "?limit=101").status()).isEqualTo(400);
    }

    @Test
    void bothFamiliesOfAddressesAnswerAlike() {
        assertThat(client.get("/crm/objects/2026-03/contacts?limit=3").body().path("results"))
                .isEqualTo(client.get(CONTACTS + "?limit=3").body().path("results"));
        assertThat(client.get("/crm/v3/objects/0-1?limit=3").body().path("results"))
                .isEqualTo(client.get(CONTACTS + "?limit=3").body().path("results"));
        assertThat(client.get("/crm/v3/objects/dragons").status()).isEqualTo(400);
    }

    @Test
    void onlyPropertiesAskedForComeBackAndAllAreText() {
        String id = created("{'email':'ann@example.com','health_score':12.50,'city':'Rome'}");

        JsonNode plain = client.get(CONTACTS + "/" + id).body().path("properties");
        JsonNode chosen = client.get(CONTACTS + "/" + id + "?properties=health_score,phone,nonsense").body()
                .path("properties");

        assertThat(plain.has("email")).isTrue();
        assertThat(plain.has("city")).isFalse();
        assertThat(chosen.path("health_score")).isEqualTo(VendorClient.json("\"12.5\""));
        assertThat(chosen.path("phone").isNull()).isTrue();
        assertThat(chosen.has("nonsense")).isFalse();
        assertThat(chosen.path("hs_object_id").asText()).isEqualTo(id);
    }

    @Test
    void valuesAreNormalised() {
        String id = created("{'email':'  Ann@EXAMPLE.com ','renewal_date':'1767225600000'}");
        JsonNode company = client.post(COMPANIES, "{'properties':{'domain':'https://WWW.Acme.example/about'}}").body();

        JsonNode contact = client.get(CONTACTS + "/" + id + "?properties=email,renewal_date").body();

        assertThat(contact.at("/properties/email").asText()).isEqualTo("ann@example.com");
        assertThat(contact.at("/properties/renewal_date").asText()).isEqualTo("2026-01-01");
        assertThat(company.at("/properties/domain").asText()).isEqualTo("acme.example");
    }

    @Test
    void theEmptyStringClearsAndNullLeavesAsItIs() {
        String id = created("{'city':'Rome','phone':'+39 1'}");

        JsonNode updated = client.patch(CONTACTS + "/" + id, "{'properties':{'city':'','phone':null}}").body();

        assertThat(updated.at("/properties/city").isNull()).isTrue();
        JsonNode read = client.get(CONTACTS + "/" + id + "?properties=city,phone").body();
        assertThat(read.at("/properties/city").isNull()).isTrue();
        assertThat(read.at("/properties/phone").asText()).isEqualTo("+39 1");
    }

    @Test
    void wrongValuesAreNamed() {
        assertThat(refusal("{'nonsense':'1'}")).contains("PROPERTY_DOESNT_EXIST", "\"isValid\":false");
        assertThat(refusal("{'email':'nobody'}")).contains("INVALID_EMAIL");
        assertThat(refusal("{'customer_tier':'platinum'}")).contains("INVALID_OPTION");
        assertThat(refusal("{'renewal_date':'1767225600001'}")).contains("INVALID_DATE");
        assertThat(refusal("{'lastmodifieddate':'1'}")).contains("READ_ONLY_VALUE");
        assertThat(client.post(CONTACTS, "{'proper").status()).isEqualTo(400);
    }

    @Test
    void aDuplicateEmailIsAConflictThatNamesTheExistingContact() {
        String id = created("{'email':'ann@example.com'}");

        VendorClient.Answer again = client.post(CONTACTS, "{'properties':{'email':'ANN@example.com'}}");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body().path("category").asText()).isEqualTo("CONFLICT");
        assertThat(again.body().path("message").asText()).isEqualTo("Contact already exists. Existing ID: " + id);
    }

    @Test
    void anArchivedRecordIsListedOnlyAmongTheArchivedAndFreesItsEmail() {
        String id = created("{'email':'ann@example.com'}");

        assertThat(client.delete(CONTACTS + "/" + id).status()).isEqualTo(204);

        assertThat(client.get(CONTACTS + "/" + id).status()).isEqualTo(404);
        JsonNode archived = client.get(CONTACTS + "?archived=true").body().path("results");
        assertThat(archived).hasSize(1);
        assertThat(archived.path(0).path("archivedAt").asText()).isNotEmpty();
        assertThat(client.delete(CONTACTS + "/" + id).status()).isEqualTo(204);
        assertThat(client.delete(CONTACTS + "/1").status()).isEqualTo(404);
        assertThat(created("{'email':'ann@example.com'}")).isNotEqualTo(id);
    }

    @Test
    void aRecordIsFoundByItsEmail() {
        String id = created("{'email':'ann@example.com'}");

        assertThat(client.get(CONTACTS + "/Ann@example.com?idProperty=email").body().path("id").asText()).isEqualTo(id);
        assertThat(client.get(COMPANIES + "/acme.example?idProperty=domain").status()).isEqualTo(400);
    }

    @Test
    void everyWriteMovesTheStampEvenWithoutAChange() {
        String id = created("{'city':'Rome'}");
        String before = client.get(CONTACTS + "/" + id).body().path("updatedAt").asText();
        client.advance(Duration.ofSeconds(2));

        client.patch(CONTACTS + "/" + id, "{'properties':{'city':'Rome'}}");

        assertThat(client.get(CONTACTS + "/" + id).body().path("updatedAt").asText()).isGreaterThan(before);
    }

    @Test
    void mergingContactsKeepsThePrimaryAndItsValues() {
        String ann = created("{'email':'ann@example.com','city':'Rome'}");
        String anna = created("{'email':'anna@example.com','city':'Oslo','phone':'+47 1'}");

        JsonNode merged = client.post(CONTACTS + "/merge",
                "{'primaryObjectId':'" + ann + "','objectIdToMerge':'" + anna + "'}").body();

        assertThat(merged.path("id").asText()).isEqualTo(ann);
        JsonNode survivor = client.get(CONTACTS + "/" + anna
                + "?properties=city,phone,hs_merged_object_ids,hs_additional_emails").body();
        assertThat(survivor.path("id").asText()).as("the old id leads to the survivor").isEqualTo(ann);
        assertThat(survivor.at("/properties/city").asText()).isEqualTo("Rome");
        assertThat(survivor.at("/properties/phone").asText()).isEqualTo("+47 1");
        assertThat(survivor.at("/properties/hs_merged_object_ids").asText()).isEqualTo(anna);
        assertThat(survivor.at("/properties/hs_additional_emails").asText()).isEqualTo("anna@example.com");
        assertThat(client.get(CONTACTS + "?archived=true").body().path("results")).isEmpty();
        assertThat(client.post(CONTACTS, "{'properties':{'email':'anna@example.com'}}").body().path("message").asText())
                .endsWith("Existing ID: " + ann);
    }

    @Test
    void mergingCompaniesMakesANewOne() {
        JsonNode all = client.get(COMPANIES).body().path("results");
        String first = all.path(0).path("id").asText();
        String second = all.path(1).path("id").asText();

        String merged = client.post(COMPANIES + "/merge",
                "{'primaryObjectId':'" + first + "','objectIdToMerge':'" + second + "'}").body().path("id").asText();

        assertThat(merged).isNotIn(first, second);
        assertThat(client.get(COMPANIES + "/" + first).status()).isEqualTo(404);
        assertThat(client.get(COMPANIES + "/" + merged + "?properties=hs_merged_object_ids").body()
                .at("/properties/hs_merged_object_ids").asText()).isEqualTo(first + ";" + second);
        assertThat(client.get("/crm/v4/objects/companies/" + merged + "/associations/contacts").body().path("results"))
                .hasSize(100);
    }

    @Test
    void propertiesSayTypeOptionsAndWhatIsReadOnly() {
        JsonNode all = client.get("/crm/v3/properties/companies").body().path("results");
        JsonNode industry = client.get("/crm/v3/properties/companies/industry").body();
        JsonNode created = client.get("/crm/v3/properties/companies/createdate").body();

        assertThat(all).hasSize(16);
        assertThat(industry.path("type").asText()).isEqualTo("enumeration");
        assertThat(industry.at("/options/0/value").asText()).isEqualTo("TECHNOLOGY");
        assertThat(industry.at("/modificationMetadata/readOnlyValue").asBoolean()).isFalse();
        assertThat(created.at("/modificationMetadata/readOnlyValue").asBoolean()).isTrue();
        assertThat(client.get("/account-info/v3/details").body().path("timeZone").asText()).isEqualTo("US/Eastern");
    }

    private String created(String properties) {
        VendorClient.Answer answer = client.post(CONTACTS, "{'properties':" + properties + "}");
        assertThat(answer.status()).isEqualTo(201);
        return answer.body().path("id").asText();
    }

    private String refusal(String properties) {
        VendorClient.Answer answer = client.post(CONTACTS, "{'properties':" + properties + "}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("category").asText()).isEqualTo("VALIDATION_ERROR");
        return answer.body().path("message").asText();
    }
}
