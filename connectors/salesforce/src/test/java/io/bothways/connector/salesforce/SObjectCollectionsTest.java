package io.bothways.connector.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.write.Answer;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SObjectCollectionsTest {
    private static final String ID = "00Q000000000001AAA";

    private final List<@Nullable Object> assigning = new ArrayList<>();
    private final SObjectCollections collections = new SObjectCollections(api());

    @Test
    void assignmentRulesAreKeptOffWhereARowNamesAnOwnerAndLeftOnElsewhere() {
        collections.create("Lead", List.of(row(), row().put("OwnerId", "005000000000001AAA")));
        collections.update("Lead", List.of(row()));
        collections.upsert("Lead", "Key__c", List.of(row().put("OwnerId", "005000000000001AAA")));

        assertThat(assigning).containsExactly("FALSE", null, "FALSE");
    }

    @Test
    void aRowThatTheAnswerDoesNotMentionIsOpenAndNeverTakenForRefused() {
        List<Answer> answers = collections.create("Lead", List.of(row(), row()));

        assertThat(answers.get(0)).isInstanceOfSatisfying(Answer.Done.class, done ->
                assertThat(done.id()).isEqualTo(ID));
        assertThat(answers.get(1)).isInstanceOfSatisfying(Answer.Failed.class, failed ->
                assertThat(failed.kind()).isEqualTo(FailureKind.OUTCOME_UNKNOWN));
    }

    @Test
    void nothingIsSentForNothing() {
        assertThat(collections.delete(List.of())).isEmpty();
        assertThat(collections.update("Lead", List.of())).isEmpty();
        assertThat(assigning).isEmpty();
    }

    private static ObjectNode row() {
        return JsonNodeFactory.instance.objectNode().put("LastName", "Lovelace");
    }

    /** The app, which answers the first row of every call and forgets the others. */
    private SalesforceApi api() {
        return (SalesforceApi) Proxy.newProxyInstance(
                SalesforceApi.class.getClassLoader(), new Class<?>[] {SalesforceApi.class}, (proxy, method, given) -> {
                    assigning.add(given[0]);
                    JsonNode sent = (JsonNode) given[given.length - 1];
                    assertThat(sent.path("records").path(0).path("attributes").path("type").asText())
                            .isEqualTo("Lead");
                    return JsonNodeFactory.instance.arrayNode()
                            .add(JsonNodeFactory.instance.objectNode().put("id", ID).put("success", true));
                });
    }
}
