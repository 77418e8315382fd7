package io.bothways.simulator.intercom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.VendorClient;
import io.bothways.simulator.intercom.records.IntercomSchema;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.SimulatorOptions;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CompaniesTest {

    @Test
    void aPostCreatesOrUpdatesByTheCompanyIdThatNeverChanges() {
        with(0, client -> {
            String id = client.company("c1");
            JsonNode again = client.post("/companies", "{'company_id':'c1','industry':'Retail'}").body();
            client.put("/companies/" + id, "{'company_id':'c2','name':'Renamed'}");

            JsonNode now = client.get("/companies/" + id).body();
            assertThat(again.path("id").asText()).isEqualTo(id);
            assertThat(now.path("company_id").asText()).isEqualTo("c1");
            assertThat(now.path("name").asText()).isEqualTo("Renamed");
            assertThat(now.path("industry").asText()).isEqualTo("Retail");
            assertThat(client.post("/companies", "{'name':'Nameless'}").status()).isEqualTo(400);
        });
    }

    @Test
    void aCompanyIsListedOnceItHasAUserAndScrolledFromTheStart() {
        with(0, client -> {
            String company = client.company("c1");
            client.post("/contacts/" + client.contact("{'role':'lead'}") + "/companies", "{'id':'" + company + "'}");
            assertThat(listed(client)).as("with a lead only").isZero();
            assertThat(client.get("/companies/scroll").body().path("data")).hasSize(1);

            String user = client.contact("{'email':'ada@example.com'}");
            client.post("/contacts/" + user + "/companies", "{'id':'" + company + "'}");
            assertThat(listed(client)).isEqualTo(1);
            assertThat(client.get("/companies/" + company).body().path("user_count").asInt()).isEqualTo(1);

            client.delete("/contacts/" + user + "/companies/" + company);
            assertThat(listed(client)).isZero();
        });
    }

    @Test
    void theListEndsAtTheTenThousandth() {
        with(10_100, client -> {
            JsonNode last = client.post("/companies/list?per_page=50&page=200", "").body();

            assertThat(last.path("data")).hasSize(50);
            assertThat(last.path("total_count").asInt()).isEqualTo(10_100);
            assertThat(last.at("/pages/next/page").asInt()).isEqualTo(201);
            assertThat(client.post("/companies/list?per_page=50&page=201", "").status()).isEqualTo(400);
        });
    }

    @Test
    void aWorkspaceHasOneScrollWhichEndsWhenItIsIdleForAMinuteOrEmpty() {
        with(250, client -> {
            Set<String> read = new HashSet<>();
            JsonNode page = client.get("/companies/scroll").body();
            String scroll = page.path("scroll_param").asText();
            assertThat(IntercomClient.code(client.get("/companies/scroll"))).isEqualTo("scroll_exists");
            while (!page.path("data").isEmpty()) {
                page.path("data").forEach(company -> read.add(company.path("id").asText()));
                page = client.get("/companies/scroll?scroll_param=" + scroll).body();
            }
            assertThat(read).hasSize(250);
            assertThat(client.get("/companies/scroll?scroll_param=" + scroll).status()).isEqualTo(404);

            String second = client.get("/companies/scroll").body().path("scroll_param").asText();
            client.post("/_simulator/clock/advance", "{'ms':60000}");
            assertThat(client.get("/companies/scroll?scroll_param=" + second).status()).isEqualTo(404);
            assertThat(client.get("/companies/scroll").status()).isEqualTo(200);
        });
    }

    @Test
    void aDeletedCompanyLetsItsContactsGoAndMovesTheirStamp() {
        with(0, client -> {
            String company = client.company("c1");
            String user = client.contact("{'email':'ada@example.com'}");
            client.post("/contacts/" + user + "/companies", "{'id':'" + company + "'}");
            long before = client.get("/contacts/" + user).body().path("updated_at").asLong();
            client.post("/_simulator/clock/advance", "{'ms':5000}");

            assertThat(client.delete("/companies/" + company).body().path("deleted").asBoolean()).isTrue();

            JsonNode contact = client.get("/contacts/" + user).body();
            assertThat(contact.at("/companies/total_count").asInt()).isZero();
            assertThat(contact.path("updated_at").asLong()).isGreaterThanOrEqualTo(before + 5);
            assertThat(client.get("/companies/" + company).status()).isEqualTo(404);
        });
    }

    @Test
    void aContactHasAtMostAThousandCompaniesOfWhichTenAreToldWithIt() {
        try (Simulator simulator = Simulator.start(new IntercomApp(),
                SimulatorOptions.defaults().withCompanies(1_001))) {
            IntercomClient client = IntercomClient.of(simulator);
            String user = client.contact("{'email':'ada@example.com'}");
            String last = simulator.call(() -> simulator.store().records(IntercomSchema.COMPANY).lastKey());
            for (JsonNode company : client.get("/_simulator/records/companies?limit=1000").body().path("records")) {
                client.post("/contacts/" + user + "/companies", "{'id':'" + company.path("id").asText() + "'}");
            }

            VendorClient.Answer refused = client.post("/contacts/" + user + "/companies", "{'id':'" + last + "'}");

            assertThat(IntercomClient.code(refused)).isEqualTo("contact_company_limit_exceeded");
            JsonNode companies = client.get("/contacts/" + user).body().path("companies");
            assertThat(companies.path("data")).hasSize(10);
            assertThat(companies.path("has_more").asBoolean()).isTrue();
            JsonNode second = client.get("/contacts/" + user + "/companies?per_page=150&page=7").body();
            assertThat(second.path("data")).hasSize(100);
            assertThat(second.at("/pages/next").isNull()).isTrue();
        }
    }

    private interface Step {
        void with(IntercomClient client);
    }

    private static void with(int companies, Step step) {
        try (Simulator simulator = Simulator.start(new IntercomApp(),
                SimulatorOptions.defaults().withCompanies(companies).withContacts(companies))) {
            step.with(IntercomClient.of(simulator));
        }
    }

    private static int listed(IntercomClient client) {
        return client.post("/companies/list", "").body().path("total_count").asInt();
    }
}
