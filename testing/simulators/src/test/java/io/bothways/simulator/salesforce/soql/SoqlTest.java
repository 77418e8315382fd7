package io.bothways.simulator.salesforce.soql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bothways.simulator.salesforce.schema.Organization;
import io.bothways.simulator.salesforce.schema.RecordId;
import io.bothways.simulator.salesforce.schema.SalesforceField;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SoqlTest {
    private record Person(Map<String, Object> values) implements SoqlPlan.Row {
        @Override
        public Object value(SalesforceField field) {
            return values.get(field.name());
        }
    }

    private static final String ADA = RecordId.of("003", 1);
    private static final String BOB = RecordId.of("003", 2);
    private static final String CYD = RecordId.of("003", 3);

    private final List<Person> people = List.of(
            person(ADA, "Ada", "Engineer", 10.5, "2026-03-01", "2026-01-01T10:00:00Z", false),
            person(BOB, "Bob", null, 7.0, null, "2026-01-01T10:00:01Z", false),
            person(CYD, "cyd", "engineer 50%", null, "2026-02-01", "2026-01-02T00:00:00Z", true));

    @Test
    void comparesTextWithoutRegardToCase() {
        assertThat(find("WHERE LastName = 'CYD'")).containsExactly(CYD);
        assertThat(find("WHERE Title = 'ENGINEER'")).containsExactly(ADA);
        assertThat(find("WHERE LastName > 'a' AND LastName < 'C'")).containsExactly(ADA, BOB);
    }

    @Test
    void takesNullAsDifferentFromEveryValue() {
        assertThat(find("WHERE Title = null")).containsExactly(BOB);
        assertThat(find("WHERE Title != null")).containsExactly(ADA, CYD);
        assertThat(find("WHERE Title != 'Engineer'")).containsExactly(BOB, CYD);
        assertThat(find("WHERE Title NOT IN ('Engineer')")).containsExactly(BOB, CYD);
        assertThat(find("WHERE Health_Score__c < 100")).containsExactly(ADA, BOB);
    }

    @Test
    void comparesNumbersBooleansDatesAndDatetimes() {
        assertThat(find("WHERE Health_Score__c >= 7 AND Health_Score__c <= 1.05e1")).containsExactly(ADA, BOB);
        assertThat(find("WHERE Health_Score__c > -1 AND Health_Score__c != 7")).containsExactly(ADA);
        assertThat(find("WHERE IsDeleted = true")).containsExactly(CYD);
        assertThat(find("WHERE Renewal_Date__c > 2026-02-01")).containsExactly(ADA);
        assertThat(find("WHERE SystemModstamp >= 2026-01-01T10:00:01Z")).containsExactly(BOB, CYD);
        assertThat(find("WHERE SystemModstamp > 2026-01-01T10:00:00.000Z")).containsExactly(BOB, CYD);
        assertThat(find("WHERE SystemModstamp = 2026-01-01T11:00:00+01:00")).containsExactly(ADA);
        assertThat(find("WHERE SystemModstamp = 2026-01-01T12:00:00+0200")).containsExactly(ADA);
    }

    @Test
    void findsIdsWithFifteenAndWithEighteenCharacters() {
        assertThat(find("WHERE Id IN ('" + ADA.substring(0, 15) + "', '" + CYD + "')")).containsExactly(ADA, CYD);
        assertThat(find("WHERE Id > '" + ADA + "'")).containsExactly(BOB, CYD);
    }

    @Test
    void matchesPatternsAndTheirEscapes() {
        assertThat(find("WHERE Title LIKE 'eng%'")).containsExactly(ADA, CYD);
        assertThat(find("WHERE LastName LIKE '_o_'")).containsExactly(BOB);
        assertThat(find("WHERE Title LIKE '%50\\%'")).containsExactly(CYD);
        assertThat(find("WHERE (NOT Title LIKE 'eng%')")).containsExactly(BOB);
    }

    @Test
    void joinsConditionsByParentheses() {
        assertThat(find("WHERE (LastName = 'Ada' OR LastName = 'Bob') AND Title = null")).containsExactly(BOB);
        assertThat(find("WHERE NOT (LastName = 'Ada' OR LastName = 'Bob')")).containsExactly(CYD);
        assertRefused("SELECT Id FROM Contact WHERE LastName = 'a' OR LastName = 'b' AND Title = null",
                "MALFORMED_QUERY", "unexpected token: 'AND'");
    }

    @Test
    void ordersBySeveralFieldsWithNullsWhereAsked() {
        assertThat(find("ORDER BY Health_Score__c")).containsExactly(CYD, BOB, ADA);
        assertThat(find("ORDER BY Health_Score__c DESC")).containsExactly(CYD, ADA, BOB);
        assertThat(find("ORDER BY Health_Score__c DESC NULLS LAST")).containsExactly(ADA, BOB, CYD);
        assertThat(find("ORDER BY IsDeleted DESC, LastName DESC")).containsExactly(CYD, BOB, ADA);
    }

    @Test
    void limitsAndSkips() {
        assertThat(find("ORDER BY LastName LIMIT 1 OFFSET 1")).containsExactly(BOB);
        assertThat(find("LIMIT 0")).isEmpty();
        assertRefused("SELECT Id FROM Contact OFFSET 2001", "NUMBER_OUTSIDE_VALID_RANGE", "2000");
    }

    @Test
    void countsAndReadsKeywordsInAnyCase() {
        SoqlPlan plan = plan("select count() from contact where LASTNAME = 'O\\'Hara'");

        assertThat(plan.counts()).isTrue();
        assertThat(plan.run(people.stream())).isEmpty();
    }

    @Test
    void namesTheFieldsThatWereSelectedAsTheSchemaWritesThem() {
        assertThat(plan("SELECT id, lastname FROM Contact").fields()).extracting(field -> field.name())
                .containsExactly("Id", "LastName");
    }

    @Test
    void refusesUnknownFieldsNamingColumnAndType() {
        assertRefused("SELECT Id, Nonsense FROM Contact", "INVALID_FIELD", "Row:1:Column:12");
        assertRefused("SELECT Id FROM Contact WHERE Nonsense = 1", "INVALID_FIELD", "on entity 'Contact'");
        assertRefused("SELECT Id FROM Contact ORDER BY Nonsense", "INVALID_FIELD", "No such column 'Nonsense'");
        assertRefused("SELECT Owner.Name FROM Contact", "INVALID_FIELD", "relationship 'Owner'");
    }

    @Test
    void refusesLiteralsOfAnotherType() {
        assertRefused("SELECT Id FROM Contact WHERE SystemModstamp > '2026-01-01T00:00:00Z'", "INVALID_FIELD",
                "must be of type dateTime and should not be enclosed in quotes");
        assertRefused("SELECT Id FROM Contact WHERE SystemModstamp > 2026-01-01", "INVALID_FIELD", "dateTime");
        assertRefused("SELECT Id FROM Contact WHERE LastName = 5", "INVALID_FIELD", "string");
        assertRefused("SELECT Id FROM Contact WHERE Id = 'abc'", "INVALID_QUERY_FILTER_OPERATOR", "invalid ID");
        assertRefused("SELECT Id FROM Contact WHERE IsDeleted > true", "INVALID_QUERY_FILTER_OPERATOR", "IsDeleted");
        assertRefused("SELECT Id FROM Contact WHERE Health_Score__c LIKE '1%'", "INVALID_QUERY_FILTER_OPERATOR",
                "Health_Score__c");
    }

    @Test
    void refusesWhatIsNoQuery() {
        for (String query : List.of("", "SELECT", "SELECT FROM Contact", "SELECT Id Contact",
                "SELECT Id FROM Contact x y", "SELECT Id FROM Contact WHERE", "SELECT Id FROM Contact WHERE LastName",
                "SELECT Id FROM Contact LIMIT x", "SELECT Id FROM Contact WHERE LastName = 'open",
                "SELECT Id FROM Contact WHERE (LastName = 'a'",
                "SELECT Id FROM Contact WHERE LastName = 'a\\q'", "SELECT Id FROM Contact; DROP",
                "SELECT Id, Id FROM Contact", "SELECT Id FROM Contact WHERE Renewal_Date__c = 2026-02-31",
                "SELECT Id FROM Contact WHERE Health_Score__c = 1-2", "SELECT Id FROM Contact WHERE Id IN ()")) {
            assertRefused(query, "MALFORMED_QUERY", "");
        }
    }

    private List<Object> find(String conditions) {
        return plan("SELECT Id FROM Contact " + conditions).run(people.stream()).stream()
                .map(person -> person.values().get("Id")).toList();
    }

    private static SoqlPlan plan(String query) {
        return SoqlPlan.of(SoqlParser.parse(query), Organization.CONTACT);
    }

    private static void assertRefused(String query, String errorCode, String part) {
        assertThatExceptionOfType(SoqlException.class).as(query).isThrownBy(() -> plan(query)).satisfies(refusal -> {
            assertThat(refusal.errorCode()).as(query).isEqualTo(errorCode);
            assertThat(refusal.getMessage()).contains(part);
        });
    }

    private static Person person(String id, String name, String title, Double score, String renewal, String stamp,
            boolean deleted) {
        Map<String, Object> values = new HashMap<>();
        values.put("Id", id);
        values.put("LastName", name);
        values.put("Title", title);
        values.put("Health_Score__c", score);
        values.put("Renewal_Date__c", renewal);
        values.put("SystemModstamp", Instant.parse(stamp).toEpochMilli());
        values.put("IsDeleted", deleted);
        return new Person(values);
    }
}
