package io.bothways.simulator.dataverse;

import static io.bothways.simulator.dataverse.DataverseClient.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.dataverse.DataverseClient.Answer;
import io.bothways.simulator.kit.SimulatorOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueryTest {
    private DataverseClient dataverse;

    @BeforeEach
    void start() {
        dataverse = new DataverseClient(SimulatorOptions.defaults().withContacts(40));
    }

    @AfterEach
    void stop() {
        dataverse.close();
    }

    @Test
    void showsTheColumnsSelectedAndTheIdAlways() {
        JsonNode answer = dataverse.get("contacts?$select=fullname,_ownerid_value&$top=1").body();

        assertThat(answer.path("@odata.context").asText())
                .endsWith("/api/data/v9.2/$metadata#contacts(fullname,_ownerid_value,contactid)");
        List<String> names = new ArrayList<>();
        answer.path("value").get(0).fieldNames().forEachRemaining(names::add);
        assertThat(names).containsExactlyInAnyOrder("@odata.etag", "fullname", "_ownerid_value", "contactid");
        Answer unknown = dataverse.get("contacts?$select=ownerid");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.code()).isEqualTo("0x80060888");
        assertThat(unknown.message())
                .isEqualTo("Could not find a property named 'ownerid' on type 'Microsoft.Dynamics.CRM.contact'.");
    }

    @Test
    void filtersByEachKindOfComparison() {
        String account = dataverse.created("accounts", "name", "Acme");
        dataverse.created("contacts", "firstname", "Zoë", "lastname", "O'Hara", "new_renewaldate", "2031-05-01",
                "parentcustomerid_account@odata.bind", "accounts(" + account + ")");

        assertThat(matching("lastname eq 'o''hara'")).isOne();
        assertThat(matching("contains(fullname,'ë o') and statecode eq 0")).isOne();
        assertThat(matching("startswith(lastname,'O''') and not (jobtitle ne null)")).isOne();
        assertThat(matching("new_renewaldate gt 2031-04-30")).isOne();
        assertThat(matching("_parentcustomerid_value eq " + account)).isOne();
        assertThat(matching("parentcustomerid_account/name eq 'ACME'")).isOne();
        assertThat(matching("lastname eq 'O''Hara' or lastname ne 'O''Hara'")).isEqualTo(41);
        assertThat(matching("createdon le 2999-01-01T00:00:00Z")).isEqualTo(41);
        String id = dataverse.get("contacts?$filter=" + encoded("lastname eq 'O''Hara'")).body().path("value").get(0)
                .path("contactid").asText();
        assertThat(matching("contactid eq " + id)).isOne();
        assertThat(matching("Microsoft.Dynamics.CRM.In(PropertyName='contactid',PropertyValues=['" + id
                + "','00000000-0000-0000-0000-000000000001'])")).isOne();
        for (String wrong : List.of("lastname eq 3", "statecode eq 'Active'", "lastname in ('a')", "lastname eq",
                "nonsense eq 1", "(lastname eq 'a'")) {
            assertThat(dataverse.get("contacts?$filter=" + encoded(wrong)).status()).as(wrong).isEqualTo(400);
        }
    }

    @Test
    void pagesByFollowingTheNextLinkAsItIs() {
        List<String> ids = read("contacts?$select=lastname", "odata.maxpagesize=7");

        assertThat(ids).hasSize(40).doesNotHaveDuplicates();
        Answer first = dataverse.get("contacts?$select=lastname", "Prefer", "odata.maxpagesize=7");
        assertThat(first.body().path("value")).hasSize(7);
        assertThat(first.header("Preference-Applied")).isEqualTo("odata.maxpagesize=7");
        String next = first.body().path("@odata.nextLink").asText();
        assertThat(next).contains("$skiptoken=%3Ccookie%20pagenumber%3D%222%22");
        // Without the preference the next page is of the standard size.
        assertThat(dataverse.get(next).body().path("value")).hasSize(33);
        assertThat(dataverse.get(next.replace("$select=lastname", "$select=firstname")).code()).isEqualTo("0x80041129");
    }

    @Test
    void readsEachRowOnceWhereTheOrderEndsInThePrimaryKey() {
        assertThat(read("contacts?$orderby=statecode,contactid", "odata.maxpagesize=7")).hasSize(40)
                .doesNotHaveDuplicates();
        assertThat(read("contacts?$orderby=" + encoded("modifiedon desc,contactid"), "odata.maxpagesize=7")).hasSize(40)
                .doesNotHaveDuplicates();
    }

    @Test
    void missesAndRepeatsRowsWhereTheOrderLeavesTies() {
        List<String> ids = read("contacts?$orderby=statecode", "odata.maxpagesize=7");

        assertThat(ids).hasSize(40);
        assertThat(new HashSet<>(ids)).hasSizeLessThan(40);
    }

    @Test
    void missesNothingThatIsModifiedWhileItIsListedInTheOrderOfItsStamps() {
        Answer page = dataverse.get("contacts?$select=lastname&$orderby=modifiedon,contactid",
                "Prefer", "odata.maxpagesize=10");
        List<String> ids = new ArrayList<>(ids(page));
        dataverse.patch("contacts(" + ids.getFirst() + ")", DataverseClient.row("jobtitle", "Miller"));
        while (page.body().has("@odata.nextLink")) {
            page = dataverse.get(page.body().path("@odata.nextLink").asText(), "Prefer", "odata.maxpagesize=10");
            ids.addAll(ids(page));
        }

        assertThat(ids).hasSize(41).last().isEqualTo(ids.getFirst());
        assertThat(new HashSet<>(ids)).hasSize(40);
    }

    @Test
    void takesTopOnlyWithoutAPageSizeAndSkipNever() {
        assertThat(dataverse.get("contacts?$top=3").body().path("value")).hasSize(3);
        assertThat(dataverse.get("contacts?$top=3").body().has("@odata.nextLink")).isFalse();
        assertThat(dataverse.get("contacts?$top=3", "Prefer", "odata.maxpagesize=5").body().path("value")).hasSize(5);
        assertThat(dataverse.get("contacts?$skip=3").message()).isEqualTo("Skip Clause is not supported in CRM");
        assertThat(dataverse.get("contacts?$top=x").status()).isEqualTo(400);
    }

    @Test
    void expandsTheRowThatALookupPointsTo() {
        String account = dataverse.created("accounts", "name", "Acme", "accountnumber", "A1");
        String id = dataverse.created("contacts", "lastname", "Ash", "parentcustomerid_account@odata.bind",
                "accounts(accountnumber='A1')");

        JsonNode contact = dataverse.get("contacts(" + id
                + ")?$select=lastname&$expand=parentcustomerid_account($select=name),masterid($select=lastname)")
                .body();

        assertThat(contact.path("parentcustomerid_account").path("name").asText()).isEqualTo("Acme");
        assertThat(contact.path("parentcustomerid_account").path("accountid").asText()).isEqualTo(account);
        assertThat(contact.path("parentcustomerid_account").has("accountnumber")).isFalse();
        assertThat(contact.path("masterid").isNull()).isTrue();
    }

    @Test
    void countsUpToFiveThousandAndTellsWhereThatIsLess() {
        try (DataverseClient large = new DataverseClient(SimulatorOptions.defaults().withContacts(5_010))) {
            JsonNode answer = large.get("contacts?$select=lastname&$count=true",
                    "Prefer", "odata.maxpagesize=1,odata.include-annotations=\"*\"").body();

            assertThat(answer.path("@odata.count").asInt()).isEqualTo(5_000);
            assertThat(answer.path("@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded").asBoolean()).isTrue();
            assertThat(large.get("contacts/$count").text()).isEqualTo("5000");
            assertThat(total(large)).isEqualTo(5_010);
            large.created("contacts", "lastname", "Ash");
            assertThat(total(large)).isEqualTo(5_010);
            large.advance(24 * 3_600_000L);
            large.token(token(large));
            assertThat(total(large)).isEqualTo(5_011);
            assertThat(large.get("contacts").body().path("value")).hasSize(5_000);
        }
    }

    @Test
    void readsManyRowsOfOneStampOnce() {
        try (DataverseClient many = new DataverseClient(SimulatorOptions.defaults())) {
            String targets = "{\"Targets\":[" + String.join(",", IntStream.range(0, 500).mapToObj(at ->
                    "{\"@odata.type\":\"Microsoft.Dynamics.CRM.contact\",\"lastname\":\"x" + at + "\"}").toList())
                    + "]}";
            for (int time = 0; time < 4; time++) {
                many.post("contacts/Microsoft.Dynamics.CRM.CreateMultiple", targets);
            }
            List<String> ids = new ArrayList<>();
            Answer page = many.get("contacts?$select=lastname&$orderby=modifiedon,contactid",
                    "Prefer", "odata.maxpagesize=300");
            while (true) {
                ids.addAll(ids(page));
                if (!page.body().has("@odata.nextLink")) {
                    break;
                }
                page = many.get(page.body().path("@odata.nextLink").asText(), "Prefer", "odata.maxpagesize=300");
            }
            assertThat(ids).hasSize(2_000).doesNotHaveDuplicates();
        }
    }

    private static String token(DataverseClient client) {
        return client.form("/" + client.startLine.path("tenant_id").asText() + "/oauth2/v2.0/token", Map.of(
                "grant_type", "client_credentials", "client_id", client.startLine.path("client_id").asText(),
                "client_secret", client.startLine.path("client_secret").asText(),
                "scope", client.baseUrl() + "/.default")).body().path("access_token").asText();
    }

    private static int total(DataverseClient client) {
        JsonNode counts = client.get("RetrieveTotalRecordCount(EntityNames=%5B'contact'%5D)").body()
                .path("EntityRecordCountCollection");
        assertThat(counts.path("Keys").get(0).asText()).isEqualTo("contact");
        return counts.path("Values").get(0).asInt();
    }

    private int matching(String filter) {
        Answer answer = dataverse.get("contacts?$select=lastname&$filter=" + encoded(filter));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body().path("value").size();
    }

    private List<String> read(String path, String prefer) {
        List<String> ids = new ArrayList<>();
        Answer page = dataverse.get(path, "Prefer", prefer);
        while (true) {
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            ids.addAll(ids(page));
            if (!page.body().has("@odata.nextLink")) {
                return ids;
            }
            page = dataverse.get(page.body().path("@odata.nextLink").asText(), "Prefer", prefer);
        }
    }

    private static List<String> ids(Answer page) {
        List<String> ids = new ArrayList<>();
        page.body().path("value").forEach(row -> ids.add(row.path("contactid").asText()));
        return ids;
    }
}
