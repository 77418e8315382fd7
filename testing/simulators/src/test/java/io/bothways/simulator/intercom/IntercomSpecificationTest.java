package io.bothways.simulator.intercom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.VendorClient;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.SimulatorOptions;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Holds every answer of the simulator against the vendor's own description of it. */
class IntercomSpecificationTest {
    private static final String USER = "{'role':'user','email':'ada@example.com','name':'Ada',"
            + "'phone':'+44 20 7946 0001','owner_id':991267460,'signed_up_at':1700000000,'custom_attributes':{'health_score':7.5,'seats':3,"
            + "'beta_tester':true,'renewal_date':1767225600,'customer_tier':'gold','city':'Leeds'}}";
    private final OpenApiDescription description = new OpenApiDescription();
    private final Simulator simulator = Simulator.start(new IntercomApp(),
            SimulatorOptions.defaults().withContacts(60).withCompanies(7));
    private final IntercomClient client = IntercomClient.of(simulator);
    private final Set<String> judged = new TreeSet<>();

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void everyAnswerHasTheShapeThatTheVendorDescribes() {
        String user = ask(200, "POST /contacts", "/contacts", USER).path("id").asText();
        String lead = ask(200, "POST /contacts", "/contacts", "{'role':'lead','phone':'+44 20 7946 0001'}").path("id")
                .asText();
        String company = ask(200, "POST /companies", "/companies", "{'company_id':'c1','name':'One','plan':'Pro',"
                + "'size':5,'monthly_spend':9,'remote_created_at':1600000000,'website':'https://one.example',"
                + "'custom_attributes':{'health_score':55.5,'customer_tier':'gold'}}").path("id").asText();
        contacts(user, lead);
        relations(user, company);
        companies(company);
        tickets(user, company);
        workspace();

        assertThat(judged).as("operations asked for").isEqualTo(description.operations());
    }

    private void contacts(String user, String lead) {
        ask(200, "GET /contacts", "/contacts?per_page=20", "");
        ask(400, "GET /contacts", "/contacts?per_page=151", "");
        ask(200, "GET /contacts/{contact_id}", "/contacts/" + user, "");
        ask(200, "GET /contacts/{contact_id}", "/contacts/" + lead, "");
        ask(404, "GET /contacts/{contact_id}", "/contacts/nobody", "");
        ask(409, "POST /contacts", "/contacts", USER);
        ask(200, "PUT /contacts/{contact_id}", "/contacts/" + user, "{'external_id':'e1','name':null}");
        ask(200, "GET /contacts/find_by_external_id/{external_id}", "/contacts/find_by_external_id/e1", "");
        ask(200, "POST /contacts/search", "/contacts/search",
                "{'query':{'field':'role','operator':'=','value':'user'},'pagination':{'per_page':5}}");
        ask(400, "POST /contacts/search", "/contacts/search",
                "{'query':{'field':'created_at','operator':'>=','value':1}}");
        ask(200, "POST /contacts/merge", "/contacts/merge", "{'from':'" + lead + "','into':'" + user + "'}");
        String passing = client.contact("{'role':'lead'}");
        ask(200, "POST /contacts/{contact_id}/archive", "/contacts/" + passing + "/archive", "");
        ask(200, "POST /contacts/{contact_id}/unarchive", "/contacts/" + passing + "/unarchive", "");
        ask(200, "DELETE /contacts/{contact_id}", "/contacts/" + passing, "");
        ask(200, "POST /contacts/{contact_id}/block", "/contacts/" + client.contact("{'role':'lead'}") + "/block", "");
    }

    private void relations(String user, String company) {
        ask(400, "POST /contacts/{contact_id}/companies", "/contacts/" + user + "/companies", "{}");
        ask(200, "POST /contacts/{contact_id}/companies", "/contacts/" + user + "/companies",
                "{'id':'" + company + "'}");
        ask(200, "GET /contacts/{contact_id}/companies", "/contacts/" + user + "/companies", "");
        ask(200, "GET /companies/{company_id}/contacts", "/companies/" + company + "/contacts", "");
        ask(200, "DELETE /contacts/{contact_id}/companies/{company_id}",
                "/contacts/" + user + "/companies/" + company, "");
        ask(404, "DELETE /contacts/{contact_id}/companies/{company_id}",
                "/contacts/" + user + "/companies/" + company, "");
        String tag = ask(200, "POST /tags", "/tags", "{'name':'Tested'}").path("id").asText();
        ask(200, "GET /tags", "/tags", "");
        ask(200, "POST /contacts/{contact_id}/tags", "/contacts/" + user + "/tags", "{'id':'" + tag + "'}");
        ask(200, "GET /contacts/{contact_id}", "/contacts/" + user, "");
        ask(200, "GET /contacts/{contact_id}/tags", "/contacts/" + user + "/tags", "");
        ask(200, "DELETE /contacts/{contact_id}/tags/{tag_id}", "/contacts/" + user + "/tags/" + tag, "");
    }

    private void companies(String company) {
        ask(200, "GET /companies", "/companies?company_id=c1", "");
        ask(404, "GET /companies", "/companies?company_id=none", "");
        ask(200, "GET /companies/{company_id}", "/companies/" + company, "");
        ask(200, "PUT /companies/{company_id}", "/companies/" + company, "{'name':'Other'}");
        ask(200, "POST /companies/list", "/companies/list?per_page=5", "");
        String scroll = ask(200, "GET /companies/scroll", "/companies/scroll", "").path("scroll_param").asText();
        ask(200, "GET /companies/scroll", "/companies/scroll?scroll_param=" + scroll, "");
        ask(200, "DELETE /companies/{company_id}", "/companies/" + company, "");
        ask(404, "DELETE /companies/{company_id}", "/companies/" + company, "");
    }

    private void tickets(String user, String company) {
        ask(200, "GET /ticket_types", "/ticket_types", "");
        ask(200, "GET /ticket_types/{ticket_type_id}", "/ticket_types/88", "");
        ask(200, "GET /ticket_states", "/ticket_states", "");
        String ticket = ask(200, "POST /tickets", "/tickets", "{'ticket_type_id':'88','contacts':[{'id':'" + user
                + "'}],'ticket_attributes':{'_default_title_':'Broken','amount':12.5}}").path("id").asText();
        ask(200, "GET /tickets/{ticket_id}", "/tickets/" + ticket, "");
        ask(200, "PUT /tickets/{ticket_id}", "/tickets/" + ticket, "{'ticket_state_id':'8482'}");
        ask(400, "PUT /tickets/{ticket_id}", "/tickets/" + ticket, "{'ticket_state_id':'1'}");
        ask(200, "POST /tickets/search", "/tickets/search",
                "{'query':{'field':'created_at','operator':'>','value':0}}");
        ask(200, "DELETE /tickets/{ticket_id}", "/tickets/" + ticket, "");
        ask(404, "DELETE /tickets/{ticket_id}", "/tickets/" + ticket, "");
    }

    private void workspace() {
        ask(200, "GET /me", "/me", "");
        ask(200, "GET /admins", "/admins", "");
        ask(200, "GET /admins/{admin_id}", "/admins/991267459", "");
        ask(404, "GET /admins/{admin_id}", "/admins/1", "");
        ask(200, "GET /data_attributes", "/data_attributes?include_archived=true", "");
    }

    private JsonNode ask(int status, String operation, String path, String body) {
        VendorClient.Answer answer = client.send(operation.split(" ")[0], path, body);
        assertThat(answer.status()).as("%s: %s", operation, answer.body()).isEqualTo(status);
        assertThat(description.complaints(operation, status, answer.body())).as("%s %s", operation, status).isEmpty();
        judged.add(operation);
        return answer.body();
    }

    @Test
    void theJudgeFindsWhatIsWrong() {
        ObjectNode contact = (ObjectNode) client.get("/contacts").body();
        contact.put("total_count", "many");

        assertThat(description.complaints("GET /contacts", 200, contact)).isNotEmpty();
        assertThat(description.complaints("GET /contacts", 401, contact)).isNotEmpty();
    }
}
