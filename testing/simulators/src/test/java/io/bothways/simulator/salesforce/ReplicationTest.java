package io.bothways.simulator.salesforce;

import static io.bothways.simulator.salesforce.SalesforceClient.DATA;
import static io.bothways.simulator.salesforce.SalesforceClient.encoded;
import static io.bothways.simulator.salesforce.SalesforceClient.fields;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.kit.SimulatorOptions;
import io.bothways.simulator.salesforce.SalesforceClient.Answer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplicationTest {
    private static final Instant START = Instant.parse("2026-05-04T10:00:30Z");

    private SalesforceClient salesforce;

    @BeforeEach
    void start() {
        salesforce = new SalesforceClient(
                SimulatorOptions.defaults().withClock(Clock.fixed(START, ZoneOffset.UTC)));
    }

    @AfterEach
    void stop() {
        salesforce.close();
    }

    @Test
    void listsWhatWasDeletedInWholeMinutesAndSaysUpToWhen() {
        String id = salesforce.created("Contact", fields("LastName", "x"));
        salesforce.created("Contact", fields("LastName", "stays"));
        salesforce.delete(DATA + "/sobjects/Contact/" + id);
        salesforce.control("POST", "clock/advance", "{\"ms\":20000}");

        JsonNode sameMinute = read("deleted", "2026-05-04T09:59:00Z", "2026-05-04T10:00:50Z").body();
        salesforce.control("POST", "clock/advance", "{\"ms\":20000}");
        JsonNode nextMinute = read("deleted", "2026-05-04T10:00:50+00:00", "2026-05-04T10:05:00+00:00").body();

        assertThat(sameMinute.path("deletedRecords")).isEmpty();
        assertThat(sameMinute.path("latestDateCovered").asText()).isEqualTo("2026-05-04T10:00:00.000+0000");
        assertThat(nextMinute.path("deletedRecords")).hasSize(1);
        assertThat(nextMinute.path("deletedRecords").path(0).path("id").asText()).isEqualTo(id);
        assertThat(nextMinute.path("deletedRecords").path(0).path("deletedDate").asText())
                .isEqualTo("2026-05-04T10:00:30.000+0000");
        assertThat(nextMinute.path("latestDateCovered").asText()).isEqualTo("2026-05-04T10:01:00.000+0000");
        assertThat(nextMinute.path("earliestDateAvailable").asText()).isEqualTo("2026-04-19T10:01:00.000+0000");
    }

    @Test
    void listsWhatWasUpdated() {
        String id = salesforce.created("Account", fields("Name", "x"));
        salesforce.control("POST", "clock/advance", "{\"ms\":60000}");

        JsonNode updated = salesforce.get(DATA + "/sobjects/Account/updated?start="
                + encoded("2026-05-04T10:00:00+00:00") + "&end=" + encoded("2026-05-04T10:01:30+00:00")).body();

        assertThat(updated.path("ids").path(0).asText()).isEqualTo(id);
        assertThat(updated.path("latestDateCovered").asText()).isEqualTo("2026-05-04T10:01:00.000+0000");
    }

    @Test
    void refusesStretchesThatItCannotCover() {
        assertThat(read("deleted", "2026-04-01T00:00:00Z", "2026-05-04T10:00:00Z").errorCode())
                .isEqualTo("INVALID_REPLICATION_DATE");
        assertThat(read("updated", "2026-04-05T10:00:00Z", "2026-05-04T10:00:00Z").status()).isEqualTo(200);
        assertThat(read("deleted", "2026-05-04T10:00:10Z", "2026-05-04T10:00:50Z").errorCode())
                .isEqualTo("INVALID_REPLICATION_DATE");
        assertThat(read("deleted", "nonsense", "2026-05-04T10:00:50Z").errorCode())
                .isEqualTo("INVALID_REPLICATION_DATE");
    }

    private Answer read(String what, String start, String end) {
        return salesforce.get(DATA + "/sobjects/Contact/" + what + "?start=" + encoded(start) + "&end=" + encoded(end));
    }
}
