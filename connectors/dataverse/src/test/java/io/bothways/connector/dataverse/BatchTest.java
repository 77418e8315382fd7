package io.bothways.connector.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchTest {
    private static final String ANSWER = """
            --batchresponse_1f
            Content-Type: application/http
            Content-Transfer-Encoding: binary

            HTTP/1.1 201 Created
            Content-Type: application/json; odata.metadata=minimal
            OData-EntityId: https://x.crm.dynamics.com/api/data/v9.2/contacts(70ce6734-a5a7-34d3-9f51-92f3ef5d90b9)

            {"contactid":"70ce6734-a5a7-34d3-9f51-92f3ef5d90b9","jobtitle":"--batchresponse_1f"}
            --batchresponse_1f
            Content-Type: application/http

            HTTP/1.1 204 No Content


            --batchresponse_1f
            Content-Type: application/http

            HTTP/1.1 429 Too Many Requests
            Retry-After: 12

            {"error":{"code":"0x80072322","message":"m"}}
            --batchresponse_1f--
            """;

    @Test
    void partsAreReadInTheirOrderWhateverTheLineEnds() {
        for (String answer : List.of(ANSWER, ANSWER.replace("\n", "\r\n"))) {
            List<Batch.Part> parts = Batch.parts(answer);

            assertThat(parts).extracting(Batch.Part::status).containsExactly(201, 204, 429);
            assertThat(parts.get(0).json().path("jobtitle").asText()).isEqualTo("--batchresponse_1f");
            assertThat(parts.get(0).headers().get("odata-entityid")).endsWith("d90b9)");
            assertThat(parts.get(1).body()).isEmpty();
            assertThat(parts.get(2).headers()).containsEntry("retry-after", "12");
        }
    }

    @Test
    void anAnswerThatIsCutOffHasOnlyThePartsThatCame() {
        String cut = ANSWER.substring(0, ANSWER.indexOf("HTTP/1.1 429"));

        assertThat(Batch.parts(cut)).extracting(Batch.Part::status).containsExactly(201, 204);
        assertThat(Batch.parts("")).isEmpty();
        assertThat(Batch.parts("<html></html>")).isEmpty();
        assertThat(Batch.parts("--x")).isEmpty();
    }

    @Test
    void requestsAreWrittenOutWithTheirOwnHeaders() {
        Batch batch = new Batch();
        batch.add("PATCH", "contacts(1)", Map.of("If-Match", "*"),
                JsonNodeFactory.instance.objectNode().put("jobtitle", "line\nbreak"));
        batch.add("DELETE", "contacts(2)", Map.of(), MissingNode.getInstance());

        String[] lines = batch.text().split("\r\n");

        assertThat(batch.size()).isEqualTo(2);
        assertThat(lines).contains(
                "PATCH /api/data/v9.2/contacts(1) HTTP/1.1",
                "If-Match: *",
                "{\"jobtitle\":\"line\\nbreak\"}",
                "DELETE /api/data/v9.2/contacts(2) HTTP/1.1");
        assertThat(lines[lines.length - 1]).isEqualTo("--batch_bothways--");
        assertThat(batch.text().replace("\r\n", "")).doesNotContain("\n");
    }
}
