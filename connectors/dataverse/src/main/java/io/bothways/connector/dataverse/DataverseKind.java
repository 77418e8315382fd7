package io.bothways.connector.dataverse;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The tables that every organisation with Dynamics 365 Sales has, and what their columns mean. */
enum DataverseKind {
    CONTACT(
            "contact",
            "contact",
            Map.of(
                    "emailaddress1", "email",
                    "firstname", "first_name",
                    "lastname", "last_name",
                    "telephone1", "phone",
                    "jobtitle", "title",
                    "address1_city", "city",
                    "address1_country", "country",
                    "websiteurl", "website",
                    "parentcustomerid", "company")),
    ACCOUNT(
            "account",
            "company",
            Map.of(
                    "name", "name",
                    "websiteurl", "website",
                    "telephone1", "phone",
                    "address1_city", "city",
                    "address1_country", "country",
                    "industrycode", "industry")),
    OPPORTUNITY(
            "opportunity",
            "deal",
            Map.of("name", "name", "parentaccountid", "company", "estimatedvalue", "amount")),
    LEAD(
            "lead",
            "lead",
            Map.of(
                    "emailaddress1", "email",
                    "firstname", "first_name",
                    "lastname", "last_name",
                    "telephone1", "phone",
                    "jobtitle", "title",
                    "address1_city", "city",
                    "address1_country", "country",
                    "websiteurl", "website"));

    private final String table;
    private final String kind;
    private final Map<String, String> meanings;

    DataverseKind(String table, String kind, Map<String, String> meanings) {
        this.table = table;
        this.kind = kind;
        this.meanings = meanings;
    }

    /** Empty for custom tables. */
    static Optional<DataverseKind> of(String table) {
        return Arrays.stream(values()).filter(kind -> kind.table.equals(table)).findFirst();
    }

    String kind() {
        return kind;
    }

    Optional<String> meaning(String column) {
        return Optional.ofNullable(meanings.get(column));
    }
}
