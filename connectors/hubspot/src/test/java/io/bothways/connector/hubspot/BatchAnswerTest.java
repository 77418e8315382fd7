package io.bothways.connector.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchAnswerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void followsTraceIdsInWhateverOrderResultsCome() throws Exception {
        BatchAnswer answer = new BatchAnswer(List.of(created("a"), created("b"), created("c")), read("""
                {"results":[{"id":"12","objectWriteTraceId":"2"},{"id":"10","objectWriteTraceId":"0"}],
                 "errors":[{"category":"CONFLICT","context":{"objectWriteTraceId":["1"]}}]}"""));
        assertThat(id(answer, 0)).isEqualTo("10");
        assertThat(id(answer, 2)).isEqualTo("12");
        assertThat(answer.error(1)).isPresent();
        assertThat(answer.result(1)).isEmpty();
    }

    @Test
    void pairsResultsWithoutTraceIdsByWhatTheyHold() throws Exception {
        BatchAnswer answer = new BatchAnswer(List.of(created("a@x.example"), created("b@x.example")), read("""
                {"results":[{"id":"11","properties":{"email":"B@x.example"}},
                            {"id":"10","properties":{"email":"a@x.example"}}]}"""));
        assertThat(id(answer, 0)).isEqualTo("10");
        assertThat(id(answer, 1)).isEqualTo("11");
    }

    @Test
    void findsTheInputsOfAnErrorThatNamesRecords() throws Exception {
        BatchAnswer answer = new BatchAnswer(List.of(updated("7"), updated("8"), updated("9")), read("""
                {"results":[{"id":"8"}],
                 "errors":[{"category":"OBJECT_NOT_FOUND","context":{"ids":["7","9"]}}]}"""));
        assertThat(answer.error(0)).isPresent();
        assertThat(answer.error(2)).isPresent();
        assertThat(id(answer, 1)).isEqualTo("8");
    }

    @Test
    void leavesInputsOpenThatTheAnswerDoesNotMention() throws Exception {
        BatchAnswer answer =
                new BatchAnswer(List.of(created("a"), created("b")), read("{\"results\":[],\"errors\":[{}]}"));
        assertThat(answer.result(0)).isEmpty();
        assertThat(answer.error(0)).isEmpty();
        assertThat(answer.error(1)).isEmpty();
    }

    private static String id(BatchAnswer answer, int input) {
        return answer.result(input).orElseThrow().path("id").asText();
    }

    private static ObjectNode created(String email) {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        input.putObject("properties").put("email", email);
        return input;
    }

    private static ObjectNode updated(String id) {
        return JsonNodeFactory.instance.objectNode().put("id", id);
    }

    private static JsonNode read(String json) throws Exception {
        return JSON.readTree(json);
    }
}
