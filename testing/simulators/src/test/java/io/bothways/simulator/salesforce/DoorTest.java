package io.bothways.simulator.salesforce;

import static io.bothways.simulator.salesforce.SalesforceClient.DATA;
import static io.bothways.simulator.salesforce.SalesforceClient.fields;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.kit.SimulatorOptions;
import io.bothways.simulator.salesforce.SalesforceClient.Answer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DoorTest {
    private static final int DAILY_CALLS = 10;

    private SalesforceClient salesforce;

    @BeforeEach
    void start() {
        salesforce = new SalesforceClient(new SalesforceApp(DAILY_CALLS), SimulatorOptions.defaults());
    }

    @AfterEach
    void stop() {
        salesforce.close();
    }

    @Test
    void givesTokensForClientCredentialsAndRefreshTokens() {
        salesforce.token("");
        Answer token = token("grant_type", "client_credentials");

        assertThat(token.status()).isEqualTo(200);
        assertThat(token.body().has("expires_in")).isFalse();
        assertThat(token.body().path("token_type").asText()).isEqualTo("Bearer");
        assertThat(token.body().path("instance_url").asText()).isEqualTo(salesforce.simulator().baseUrl());
        assertThat(token.body().path("id").asText())
                .contains("/id/" + salesforce.startLine.path("organization_id").asText() + "/005");
        assertThat(token.body().path("issued_at").asText()).matches("\\d{13}");
        Answer refreshed = token("grant_type", "refresh_token",
                "refresh_token", salesforce.startLine.path("refresh_token").asText());
        assertThat(refreshed.body().path("access_token")).isNotEqualTo(token.body().path("access_token"));
        salesforce.token(refreshed.body().path("access_token").asText());
        assertThat(salesforce.get("/services/oauth2/userinfo").body().path("organization_id"))
                .isEqualTo(salesforce.startLine.path("organization_id"));
    }

    @Test
    void refusesTokensWithObjectsThatNameTheError() {
        salesforce.token("");

        assertThat(token("grant_type", "password").body().path("error").asText()).isEqualTo("unsupported_grant_type");
        assertThat(token("grant_type", "refresh_token", "refresh_token", "x").body().path("error").asText())
                .isEqualTo("invalid_grant");
        assertThat(token("grant_type", "client_credentials", "client_id", "x").body().path("error").asText())
                .isEqualTo("invalid_client_id");
        Answer wrongSecret = token("grant_type", "client_credentials", "client_secret", "x");
        assertThat(wrongSecret.status()).isEqualTo(400);
        assertThat(wrongSecret.body().path("error").asText()).isEqualTo("invalid_client");
        assertThat(wrongSecret.body().path("error_description").asText()).isNotEmpty();
    }

    @Test
    void endsASessionThatWasIdleForTwoHours() {
        salesforce.control("POST", "clock/advance", "{\"ms\":7000000}");
        assertThat(salesforce.get(DATA + "/limits").status()).isEqualTo(200);
        salesforce.control("POST", "clock/advance", "{\"ms\":7000000}");
        assertThat(salesforce.get(DATA + "/limits").status()).isEqualTo(200);
        salesforce.control("POST", "clock/advance", "{\"ms\":7201000}");

        Answer ended = salesforce.get(DATA + "/limits");

        assertThat(ended.status()).isEqualTo(401);
        assertThat(ended.errorCode()).isEqualTo("INVALID_SESSION_ID");
    }

    @Test
    void closesAllSessionsWhenTold() {
        salesforce.control("POST", "sessions/close", "{}");

        assertThat(salesforce.get(DATA + "/limits").errorCode()).isEqualTo("INVALID_SESSION_ID");
    }

    @Test
    void saysInEveryAnswerHowManyCallsWereUsed() {
        assertThat(salesforce.get(DATA + "/sobjects").header("Sforce-Limit-Info")).isEqualTo("api-usage=1/10");
        assertThat(salesforce.query("nonsense").header("Sforce-Limit-Info")).isEqualTo("api-usage=2/10");
        assertThat(salesforce.get(DATA + "/limits").body().path("DailyApiRequests").path("Remaining").asInt())
                .isEqualTo(7);
    }

    @Test
    void refusesCallsBeyondThoseOfTheLastDayUntilTheyHaveLeftIt() {
        salesforce.control("PUT", "limits", "{\"mode\":\"real\"}");
        for (int call = 0; call < DAILY_CALLS; call++) {
            assertThat(salesforce.get(DATA + "/limits").status()).isEqualTo(200);
        }

        Answer refused = salesforce.post(DATA + "/sobjects/Contact", fields("LastName", "x"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.errorCode()).isEqualTo("REQUEST_LIMIT_EXCEEDED");
        assertThat(refused.header("Retry-After")).isEmpty();
        JsonNode calls = salesforce.control("GET", "calls", "");
        assertThat(calls.path("throttled").asInt()).isOne();
        assertThat(calls.path("writes").asInt()).isZero();
        salesforce.control("POST", "clock/advance", "{\"ms\":86400000}");
        salesforce.token(token("grant_type", "client_credentials").body().path("access_token").asText());
        assertThat(salesforce.get(DATA + "/limits").status()).isEqualTo(200);
    }

    @Test
    void answersInAnyKnownVersionAndListsThem() {
        assertThat(salesforce.get("/services/data/v50.0/sobjects/Contact").body().path("objectDescribe").path("urls")
                .path("sobject").asText()).isEqualTo("/services/data/v50.0/sobjects/Contact");
        assertThat(salesforce.get("/services/data/v99.0/limits").errorCode()).isEqualTo("NOT_FOUND");
        assertThat(salesforce.get(DATA + "/nonsense").status()).isEqualTo(404);
        salesforce.token("");
        assertThat(salesforce.get("/services/data").body())
                .anyMatch(each -> each.path("version").asText().equals("67.0"));
    }

    @Test
    void describesFieldsWellEnoughToMapThem() {
        JsonNode contact = salesforce.get(DATA + "/sobjects/Contact/describe").body();
        Map<String, JsonNode> described = new HashMap<>();
        contact.path("fields").forEach(field -> described.put(field.path("name").asText(), field));

        assertThat(contact.path("keyPrefix").asText()).isEqualTo("003");
        JsonNode lastName = described.get("LastName");
        assertThat(lastName.path("nillable").asBoolean(true)).isFalse();
        assertThat(lastName.path("createable").asBoolean()).isTrue();
        assertThat(lastName.path("length").asInt()).isEqualTo(80);
        JsonNode stamp = described.get("SystemModstamp");
        assertThat(stamp.path("updateable").asBoolean(true)).isFalse();
        assertThat(stamp.path("defaultedOnCreate").asBoolean()).isTrue();
        assertThat(stamp.path("type").asText()).isEqualTo("datetime");
        assertThat(described.get("Customer_Tier__c").path("picklistValues"))
                .extracting(option -> option.path("value").asText()).containsExactly("gold", "silver", "bronze");
        assertThat(described.get("AccountId").path("referenceTo").path(0).asText()).isEqualTo("Account");
        assertThat(described.get("AccountId").path("relationshipName").asText()).isEqualTo("Account");
        JsonNode key = described.get("Bothways_Key__c");
        assertThat(key.path("externalId").asBoolean() && key.path("unique").asBoolean()
                && key.path("idLookup").asBoolean()).isTrue();
        assertThat(key.path("length").asInt()).isEqualTo(64);
        assertThat(salesforce.get(DATA + "/sobjects/Account/describe").body().path("childRelationships").path(0)
                .path("field").asText()).isEqualTo("AccountId");
    }

    private Answer token(String... given) {
        Map<String, String> form = new HashMap<>();
        form.put("client_id", salesforce.startLine.path("client_id").asText());
        form.put("client_secret", salesforce.startLine.path("client_secret").asText());
        for (int position = 0; position < given.length; position += 2) {
            form.put(given[position], given[position + 1]);
        }
        return salesforce.form("/services/oauth2/token", form);
    }
}
