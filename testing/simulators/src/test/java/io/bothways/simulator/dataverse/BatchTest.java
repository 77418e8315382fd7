package io.bothways.simulator.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.simulator.dataverse.DataverseClient.Answer;
import io.bothways.simulator.kit.SimulatorOptions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchTest {
    private static final String END = "--batch_1--\r\n";
    private static final String TOO_LONG = "{\"lastname\":\"" + "x".repeat(51) + "\"}";
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");

    private DataverseClient dataverse;

    @BeforeEach
    void start() {
        dataverse = new DataverseClient(SimulatorOptions.defaults());
    }

    @AfterEach
    void stop() {
        dataverse.close();
    }

    @Test
    void answersEachRequestInOrder() {
        Answer answer = dataverse.batch(part("POST /api/data/v9.2/contacts HTTP/1.1", "{\"lastname\":\"Ash\"}")
                + part("POST " + dataverse.baseUrl() + "/api/data/v9.2/accounts HTTP/1.1\r\n"
                        + "Prefer: return=representation", "{\"name\":\"Acme\"}")
                + part("GET contacts?$select=lastname HTTP/1.1", "") + END);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("multipart/mixed; boundary=batchresponse_");
        assertThat(statuses(answer)).containsExactly("204", "201", "200");
        assertThat(answer.text()).contains("OData-EntityId: " + dataverse.baseUrl() + "/api/data/v9.2/contacts(")
                .contains("\"lastname\":\"Ash\"").contains("\"name\":\"Acme\"");
        assertThat(dataverse.control("GET", "calls", "").path("operations").path("batch").asInt()).isOne();
        assertThat(dataverse.control("GET", "calls", "").path("records_written").asInt()).isEqualTo(2);
    }

    @Test
    void stopsAtTheFirstFailureUnlessItIsToGoOn() {
        String body = create("Ash") + part("POST /api/data/v9.2/contacts HTTP/1.1", TOO_LONG) + create("Elm") + END;

        Answer stopped = dataverse.batch(body);
        Answer continued = dataverse.batch(body, "Prefer", "odata.continue-on-error");

        assertThat(stopped.status()).isEqualTo(400);
        assertThat(statuses(stopped)).containsExactly("204", "400");
        assertThat(stopped.text()).contains("0x80044331");
        assertThat(continued.status()).isEqualTo(200);
        assertThat(statuses(continued)).containsExactly("204", "400", "204");
        assertThat(dataverse.get("contacts/$count").text()).isEqualTo("3");
    }

    @Test
    void makesAChangeSetWhollyOrNotAtAll() {
        String failing = changeSet(item("1", "POST /api/data/v9.2/contacts HTTP/1.1", "{\"lastname\":\"Ash\"}")
                + item("2", "POST /api/data/v9.2/contacts HTTP/1.1", TOO_LONG)) + create("Elm") + END;

        Answer answer = dataverse.batch(failing, "Prefer", "odata.continue-on-error");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(statuses(answer)).containsExactly("400", "204");
        assertThat(answer.text()).doesNotContain("changesetresponse");
        assertThat(dataverse.get("contacts/$count").text()).isEqualTo("1");
        assertThat(dataverse.control("GET", "calls", "").path("records_written").asInt()).isOne();
    }

    @Test
    void refersToRowsThatTheChangeSetHasCreated() {
        Answer answer = dataverse.batch(changeSet(
                item("1", "POST /api/data/v9.2/accounts HTTP/1.1", "{\"name\":\"Acme\"}")
                        + item("2", "POST /api/data/v9.2/contacts HTTP/1.1",
                                "{\"lastname\":\"Ash\",\"parentcustomerid_account@odata.bind\":\"$1\"}")
                        + item("3", "PATCH $1 HTTP/1.1", "{\"primarycontactid@odata.bind\":\"$2\"}")) + END);

        assertThat(statuses(answer)).containsExactly("204", "204", "204");
        assertThat(answer.text()).contains("changesetresponse_").contains("Content-ID: 3");
        assertThat(dataverse.get("accounts?$expand=primarycontactid($select=lastname)").body().path("value").get(0)
                .path("primarycontactid").path("lastname").asText()).isEqualTo("Ash");
        Answer unknown = dataverse.batch(changeSet(item("1", "PATCH $7 HTTP/1.1", "{}")) + END);
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.message()).isEqualTo("Content-ID Reference: '$7' does not exist in the batch context.");
    }

    @Test
    void refusesWhatIsNoBatch() {
        assertThat(dataverse.batch("nonsense").status()).isEqualTo(400);
        assertThat(dataverse.batch(create("Ash").replace("\r\n", "\n") + END).status()).isEqualTo(400);
        assertThat(dataverse.batch(changeSet(item("1", "GET /api/data/v9.2/contacts HTTP/1.1", "")) + END).message())
                .contains("not allowed in a change set");
        assertThat(dataverse.batch(changeSet(item("", "POST /api/data/v9.2/contacts HTTP/1.1", "{}")) + END).message())
                .contains("'Content-ID' was not present");
        assertThat(dataverse.batch(create("Ash").repeat(1001) + END).status()).isEqualTo(400);
        assertThat(dataverse.get("contacts/$count").text()).isEqualTo("0");
    }

    @Test
    void failsSingleRequestsAsPlannedEvenAfterTheyTookEffect() {
        dataverse.control("PUT", "part-faults",
                "{\"faults\":[{\"status\":500,\"code\":\"0x80040216\",\"message\":\"An unexpected error occurred.\","
                        + "\"after_effect\":true}]}");

        Answer answer = dataverse.batch(create("Ash") + create("Elm") + END, "Prefer", "odata.continue-on-error");

        assertThat(statuses(answer)).containsExactly("500", "204");
        assertThat(dataverse.get("contacts/$count").text()).isEqualTo("2");
    }

    private static String create(String lastName) {
        return part("POST /api/data/v9.2/contacts HTTP/1.1", "{\"lastname\":\"" + lastName + "\"}");
    }

    private static String part(String head, String body) {
        return "--batch_1\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n" + head
                + "\r\nContent-Type: application/json; type=entry\r\n\r\n" + body + "\r\n";
    }

    private static String item(String contentId, String head, String body) {
        return "--set_1\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n"
                + (contentId.isEmpty() ? "" : "Content-ID: " + contentId + "\r\n") + "\r\n" + head
                + "\r\nContent-Type: application/json\r\n\r\n" + body + "\r\n";
    }

    private static String changeSet(String items) {
        return "--batch_1\r\nContent-Type: multipart/mixed; boundary=\"set_1\"\r\n\r\n" + items + "--set_1--\r\n";
    }

    private static List<String> statuses(Answer answer) {
        Matcher status = STATUS.matcher(answer.text());
        return status.results().map(found -> found.group(1)).toList();
    }
}
