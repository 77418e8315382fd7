package io.bothways.simulator.intercom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.VendorClient;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.SimulatorOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntercomSearchTest {
    /** One o'clock at night in Los Angeles. */
    private static final Instant NOW = Instant.parse("2026-02-10T09:00:00Z");
    private static final Instant START = NOW.minus(Duration.ofHours(2));
    private final Simulator simulator = Simulator.start(new IntercomApp(),
            SimulatorOptions.defaults().withClock(Clock.fixed(START, ZoneOffset.UTC)).withSearchLag(1));
    private final IntercomClient client = IntercomClient.of(simulator);

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void datesAreMatchedByTheDayOfTheWorkspace() {
        contactsOfThreeDays();
        long noon = NOW.getEpochSecond() + 3 * 3600;

        assertThat(found("updated_at", "=", noon)).containsExactly("today");
        assertThat(found("updated_at", ">", noon)).containsExactly("tomorrow");
        assertThat(found("updated_at", "<", noon)).containsExactly("yesterday");
        assertThat(found("updated_at", ">", NOW.getEpochSecond() - 3600)).as("an hour ago is still today")
                .containsExactly("tomorrow");
    }

    @Test
    void anotherZoneOfTheWorkspaceMakesOtherDays() {
        contactsOfThreeDays();
        assertThat(found("updated_at", "=", START.getEpochSecond())).containsExactly("yesterday");
        client.put("/_simulator/workspace", "{'timezone':'UTC'}");

        assertThat(found("updated_at", "=", START.getEpochSecond())).containsExactlyInAnyOrder("yesterday", "today");
    }

    @Test
    void theOtherComparisonsOfDatesAreErrors() {
        for (String operator : List.of("!=", ">=", "<=", "IN", "NIN")) {
            assertThat(query("{'field':'updated_at','operator':'" + operator + "','value':[1]}").status())
                    .as(operator).isEqualTo(400);
        }
        assertThat(query("{'field':'created_at','operator':'=','value':'foobar'}").status()).isEqualTo(400);
        assertThat(query("{'field':'nonsense','operator':'=','value':'x'}").status()).isEqualTo(400);
        VendorClient.Answer order = client.post("/contacts/search", "{'query':{'field':'role','operator':'=',"
                + "'value':'user'},'sort':{'field':'updated_at','order':'asc'}}");
        assertThat(IntercomClient.code(order)).isEqualTo("invalid_sort_order");
    }

    @Test
    void operatorsCompareAsTheTypeOfTheFieldWants() {
        String nine = client.contact("{'email':'nine@example.com','owner_id':991267459,'custom_attributes':"
                + "{'health_score':9,'city':'Rome'}}");
        String ten = client.contact("{'email':'ten@elsewhere.com','custom_attributes':{'health_score':10,"
                + "'beta_tester':true}}");
        client.post("/contacts/" + ten + "/tags", "{'id':'80'}");
        catchUp();

        assertThat(ids("custom_attributes.health_score", ">", "9")).containsExactly(ten);
        assertThat(ids("custom_attributes.health_score", ">=", "9")).containsExactlyInAnyOrder(nine, ten);
        assertThat(ids("custom_attributes.city", "=", "'rome'")).containsExactly(nine);
        assertThat(ids("custom_attributes.city", "=", "null")).containsExactly(ten);
        assertThat(ids("email", "~", "'EXAMPLE'")).containsExactly(nine);
        assertThat(ids("email", "!~", "'example'")).containsExactly(ten);
        assertThat(ids("email", "^", "'ten'")).containsExactly(ten);
        assertThat(ids("email", "$", "'elsewhere.com'")).containsExactly(ten);
        assertThat(ids("email_domain", "IN", "['elsewhere.com']")).containsExactly(ten);
        assertThat(ids("email_domain", "NIN", "['elsewhere.com']")).containsExactly(nine);
        assertThat(ids("owner_id", "=", "991267459")).containsExactly(nine);
        assertThat(ids("custom_attributes.beta_tester", "=", "true")).containsExactly(ten);
        assertThat(ids("tag_id", "=", "'80'")).containsExactly(ten);
        assertThat(ids("tag_id", "!=", "'80'")).containsExactly(nine);
        assertThat(query("{'field':'tag_id','operator':'IN','value':['80']}").status()).isEqualTo(400);
    }

    @Test
    void groupsNestTwiceAndTakeFifteenFilters() {
        String leaf = "{'field':'role','operator':'=','value':'user'}";
        String nested = "{'operator':'AND','value':[" + leaf + "]}";
        nested = "{'operator':'OR','value':[" + nested + "," + leaf + "]}";
        assertThat(query("{'operator':'AND','value':[" + nested + "]}").status()).isEqualTo(200);
        assertThat(query("{'operator':'OR','value':[{'operator':'AND','value':[" + nested + "]}]}").status())
                .isEqualTo(400);
        assertThat(query("{'operator':'OR','value':[" + (leaf + ",").repeat(14) + leaf + "]}").status())
                .isEqualTo(200);
        assertThat(query("{'operator':'OR','value':[" + (leaf + ",").repeat(15) + leaf + "]}").status())
                .isEqualTo(400);
    }

    @Test
    void equalTimestampsAreReadToTheEndByTheCursor() {
        List<String> made = new ArrayList<>();
        for (int number = 0; number < 11; number++) {
            made.add(client.contact("{'role':'lead'}"));
        }
        catchUp();
        List<String> read = new ArrayList<>();
        String after = "null";
        do {
            JsonNode page = client.post("/contacts/search", "{'query':{'field':'role','operator':'=','value':'lead'},"
                    + "'sort':{'field':'updated_at','order':'ascending'},'pagination':{'per_page':4,"
                    + "'starting_after':" + after + "}}").body();
            page.path("data").forEach(contact -> read.add(contact.path("id").asText()));
            assertThat(page.path("total_count").asInt()).isEqualTo(11);
            JsonNode next = page.at("/pages/next/starting_after");
            after = next.isTextual() ? "'" + next.asText() + "'" : "";
        } while (!after.isEmpty());

        assertThat(read).containsExactlyElementsOf(made);
    }

    @Test
    void aNewContactIsNotFoundUntilTheIndexHasCaughtUp() {
        client.contact("{'role':'lead','name':'fresh'}");
        assertThat(ids("name", "=", "'fresh'")).isEmpty();

        catchUp();

        assertThat(ids("name", "=", "'fresh'")).hasSize(1);
    }

    @Test
    void ticketsAreMatchedByTheSecondAndTheComparisonsTakeItIn() {
        String user = client.contact("{'email':'ada@example.com'}");
        String ticket = client.post("/tickets", "{'ticket_type_id':'88','contacts':[{'email':'ada@example.com'}],"
                + "'ticket_attributes':{'_default_title_':'Broken'}}").body().path("id").asText();
        catchUp();

        for (String operator : List.of("=", ">", "<", ">=", "<=")) {
            assertThat(tickets("created_at", operator, String.valueOf(START.getEpochSecond()))).as(operator)
                    .containsExactly(ticket);
        }
        assertThat(tickets("updated_at", ">", String.valueOf(START.getEpochSecond() + 1))).isEmpty();
        assertThat(tickets("contact_ids", "=", "'" + user + "'")).containsExactly(ticket);
        assertThat(tickets("state", "=", "'submitted'")).containsExactly(ticket);
    }

    /** The simulator begins two hours earlier, which was yesterday in Los Angeles. */
    private void contactsOfThreeDays() {
        client.put("/_simulator/workspace", "{'timezone':'America/Los_Angeles'}");
        client.contact("{'role':'lead','name':'yesterday'}");
        advance(2);
        client.contact("{'role':'lead','name':'today'}");
        advance(24);
        client.contact("{'role':'lead','name':'tomorrow'}");
        catchUp();
    }

    private void advance(int hours) {
        client.post("/_simulator/clock/advance", "{'ms':" + hours * 3_600_000L + "}");
    }

    private List<String> found(String field, String operator, long value) {
        List<String> names = new ArrayList<>();
        query("{'field':'" + field + "','operator':'" + operator + "','value':" + value + "}").body().path("data")
                .forEach(contact -> names.add(contact.path("name").asText()));
        return names;
    }

    private List<String> ids(String field, String operator, String value) {
        List<String> ids = new ArrayList<>();
        VendorClient.Answer answer =
                query("{'field':'" + field + "','operator':'" + operator + "','value':" + value + "}");
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        answer.body().path("data").forEach(contact -> ids.add(contact.path("id").asText()));
        return ids;
    }

    private List<String> tickets(String field, String operator, String value) {
        List<String> ids = new ArrayList<>();
        client.post("/tickets/search", "{'query':{'field':'" + field + "','operator':'" + operator + "','value':"
                + value + "}}").body().path("tickets").forEach(ticket -> ids.add(ticket.path("id").asText()));
        return ids;
    }

    private VendorClient.Answer query(String query) {
        return client.post("/contacts/search", "{'query':" + query + "}");
    }

    private void catchUp() {
        client.post("/_simulator/clock/advance", "{'ms':1}");
    }
}
