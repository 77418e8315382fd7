package io.bothways.connector.salesforce;

import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.write.Failure;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The object types that are kept in step. */
enum SalesforceType {
    CONTACT(
            "Contact",
            "contact",
            "003",
            Map.of(
                    "Email", "email",
                    "FirstName", "first_name",
                    "LastName", "last_name",
                    "Phone", "phone",
                    "Title", "title",
                    "MailingCity", "city",
                    "MailingCountry", "country",
                    "Website__c", "website",
                    "AccountId", "company")),
    ACCOUNT(
            "Account",
            "company",
            "001",
            Map.of(
                    "Name", "name",
                    "Website", "website",
                    "Phone", "phone",
                    "BillingCity", "city",
                    "BillingCountry", "country",
                    "Industry", "industry"));

    private final String apiName;
    private final String kind;
    private final String keyPrefix;
    private final Map<String, String> meanings;

    SalesforceType(String apiName, String kind, String keyPrefix, Map<String, String> meanings) {
        this.apiName = apiName;
        this.kind = kind;
        this.keyPrefix = keyPrefix;
        this.meanings = meanings;
    }

    static SalesforceType of(String apiName) {
        return named(apiName)
                .orElseThrow(() -> new ConnectorException(
                        FailureKind.DEFECT,
                        new Failure(FailureCodes.NOT_FOUND, "Salesforce has no type " + apiName + " here", "", "", 0)));
    }

    static Optional<SalesforceType> named(String apiName) {
        return Arrays.stream(values()).filter(type -> type.apiName.equals(apiName)).findFirst();
    }

    /** The type of a record by its id: a reference may point to several types. */
    static Optional<SalesforceType> ofId(String id) {
        return Arrays.stream(values()).filter(type -> id.startsWith(type.keyPrefix)).findFirst();
    }

    String apiName() {
        return apiName;
    }

    String kind() {
        return kind;
    }

    Optional<String> meaning(String field) {
        return Optional.ofNullable(meanings.get(field));
    }
}
