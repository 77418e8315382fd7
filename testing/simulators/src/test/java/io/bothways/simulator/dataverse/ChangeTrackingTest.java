package io.bothways.simulator.dataverse;

import static io.bothways.simulator.dataverse.DataverseClient.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.dataverse.DataverseClient.Answer;
import io.bothways.simulator.kit.SimulatorOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangeTrackingTest {
    private static final String TRACK = "odata.track-changes";
    private static final long WEEK = Duration.ofDays(7).toMillis();

    private DataverseClient dataverse;

    @BeforeEach
    void start() {
        dataverse = new DataverseClient(SimulatorOptions.defaults().withContacts(12));
    }

    @AfterEach
    void stop() {
        dataverse.close();
    }

    @Test
    void tellsRowsInTheOrderOfTheirVersionsAndThenDeletions() {
        Answer first = dataverse.get("contacts?$select=lastname", "Prefer", TRACK);
        String gone = first.body().path("value").get(0).path("contactid").asText();
        String changed = first.body().path("value").get(1).path("contactid").asText();
        dataverse.delete("contacts(" + gone + ")");
        String made = dataverse.created("contacts", "lastname", "Ash");
        dataverse.patch("contacts(" + changed + ")", row("lastname", "Oak"));
        String link = first.body().path("@odata.deltaLink").asText();

        Answer delta = dataverse.get(link);

        assertThat(first.header("Preference-Applied")).isEqualTo(TRACK);
        assertThat(first.body().path("value")).hasSize(12);
        assertThat(link).contains("contacts?$select=lastname&$deltatoken=");
        JsonNode changes = delta.body().path("value");
        assertThat(changes).hasSize(3);
        assertThat(changes.get(0).path("contactid").asText()).isEqualTo(made);
        assertThat(changes.get(1).path("lastname").asText()).isEqualTo("Oak");
        assertThat(changes.get(1).has("firstname")).isFalse();
        assertThat(changes.get(2).path("id").asText()).isEqualTo(gone);
        assertThat(changes.get(2).path("reason").asText()).isEqualTo("deleted");
        assertThat(changes.get(2).path("@odata.context").asText()).endsWith("$metadata#contacts/$deletedEntity");
        assertThat(delta.body().path("@odata.context").asText()).endsWith("/$delta");
        assertThat(dataverse.get(delta.body().path("@odata.deltaLink").asText()).body().path("value")).isEmpty();
        assertThat(dataverse.get(link.replace("contacts?$select=lastname&", "contacts/$count?")).text()).isEqualTo("3");
    }

    @Test
    void tellsTheDeletionOfARowThatTheClientNeverSaw() {
        String link = dataverse.get("contacts", "Prefer", TRACK).body().path("@odata.deltaLink").asText();
        String id = dataverse.created("contacts", "lastname", "Ash");
        dataverse.delete("contacts(" + id + ")");

        JsonNode changes = dataverse.get(link).body().path("value");

        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).path("id").asText()).isEqualTo(id);
    }

    @Test
    void givesTheDeltaLinkOnTheLastPageAndForgetsNothingWrittenMeanwhile() {
        String prefer = TRACK + ",odata.maxpagesize=5";
        Answer page = dataverse.get("contacts?$select=lastname", "Prefer", prefer);
        String early = page.body().path("value").get(0).path("contactid").asText();
        dataverse.patch("contacts(" + early + ")", row("lastname", "Oak"));
        int seen = page.body().path("value").size();
        while (page.body().has("@odata.nextLink")) {
            assertThat(page.body().has("@odata.deltaLink")).isFalse();
            page = dataverse.get(page.body().path("@odata.nextLink").asText(), "Prefer", prefer);
            seen += page.body().path("value").size();
        }

        JsonNode changes = dataverse.get(page.body().path("@odata.deltaLink").asText()).body().path("value");

        assertThat(seen).isEqualTo(12);
        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).path("contactid").asText()).isEqualTo(early);
    }

    @Test
    void pagesChangesWithoutMissingThoseThatChangeAgain() {
        Answer first = dataverse.get("contacts?$select=lastname", "Prefer", TRACK);
        List<String> ids = new ArrayList<>();
        first.body().path("value").forEach(each -> ids.add(each.path("contactid").asText()));
        ids.forEach(id -> dataverse.patch("contacts(" + id + ")", row("lastname", "Oak")));
        Answer page = dataverse.get(first.body().path("@odata.deltaLink").asText(), "Prefer", "odata.maxpagesize=5");
        dataverse.patch("contacts(" + ids.getFirst() + ")", row("lastname", "Elm"));
        List<String> told = new ArrayList<>();
        while (true) {
            page.body().path("value").forEach(each -> told.add(each.path("contactid").asText()));
            if (!page.body().has("@odata.nextLink")) {
                break;
            }
            page = dataverse.get(page.body().path("@odata.nextLink").asText(), "Prefer", "odata.maxpagesize=5");
        }
        JsonNode later = dataverse.get(page.body().path("@odata.deltaLink").asText()).body().path("value");

        assertThat(told).containsExactlyElementsOf(ids);
        assertThat(later).hasSize(1);
        assertThat(later.get(0).path("contactid").asText()).isEqualTo(ids.getFirst());
    }

    @Test
    void refusesADeltaLinkThatIsOlderThanSevenDays() {
        String link = dataverse.get("contacts", "Prefer", TRACK).body().path("@odata.deltaLink").asText();
        dataverse.advance(WEEK - 60_000);
        freshToken();
        assertThat(dataverse.get(link).status()).isEqualTo(200);
        dataverse.advance(120_000);
        freshToken();

        Answer expired = dataverse.get(link);

        assertThat(expired.status()).isEqualTo(400);
        assertThat(expired.code()).isEqualTo("0x80044352");
        assertThat(expired.message()).contains("Please perform a full sync.");
        assertThat(dataverse.get("contacts?$deltatoken=nonsense").status()).isEqualTo(400);
    }

    @Test
    void refusesOptionsThatDoNotGoWithTracking() {
        for (String option : List.of("$filter=statecode%20eq%200", "$orderby=lastname", "$expand=masterid", "$top=3")) {
            Answer refused = dataverse.get("contacts?" + option, "Prefer", TRACK);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.message()).contains("isn't supported when Change Tracking is enabled");
        }
        assertThat(dataverse.get("systemusers", "Prefer", TRACK).status()).isEqualTo(400);
    }

    @Test
    void tellsBothRowsOfAMerge() {
        String master = dataverse.created("contacts", "lastname", "Ash");
        String subordinate = dataverse.created("contacts", "lastname", "Ash");
        String link = dataverse.get("contacts?$select=statecode,_masterid_value", "Prefer", TRACK).body()
                .path("@odata.deltaLink").asText();
        dataverse.control("POST", "merge", "{\"type\":\"contacts\",\"winner\":\"" + master + "\",\"loser\":\""
                + subordinate + "\"}");

        JsonNode changes = dataverse.get(link).body().path("value");

        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).path("contactid").asText()).isEqualTo(subordinate);
        assertThat(changes.get(0).path("_masterid_value").asText()).isEqualTo(master);
        assertThat(changes.get(0).path("statecode").asInt()).isOne();
    }

    private void freshToken() {
        dataverse.token(dataverse.form("/" + dataverse.startLine.path("tenant_id").asText() + "/oauth2/v2.0/token",
                Map.of("grant_type", "client_credentials", "client_id", dataverse.startLine.path("client_id").asText(),
                        "client_secret", dataverse.startLine.path("client_secret").asText(),
                        "scope", dataverse.baseUrl() + "/.default")).body().path("access_token").asText());
    }
}
