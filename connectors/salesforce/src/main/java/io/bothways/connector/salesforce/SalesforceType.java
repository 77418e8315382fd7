package io.bothways.connector.salesforce;

import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.write.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An object type that is kept in step. Custom objects go by their API name, which ends in {@code __c}.
 *
 * @param apiName part of addresses and queries; also the type in configurations
 * @param kind the standard word that connectors share; the type itself for custom objects
 * @param keyPrefix the first three characters of its records' ids; empty for custom objects
 * @param live what a listing is confined to; empty where every record is listed
 * @param meanings field to the standard word that connectors share
 */
record SalesforceType(String apiName, String kind, String keyPrefix, String live, Map<String, String> meanings) {
    static final String OWNER = "OwnerId";
    /** An opportunity's primary contact: read as a field, written as a role. */
    static final String PRIMARY_CONTACT = "ContactId";

    /** Whose records own others; they are options and no records that are kept in step. */
    static final List<String> PEOPLE = List.of("User", "Group");

    static final SalesforceType CONTACT = standard(
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
                    "AccountId", "company",
                    OWNER, "owner"));

    static final SalesforceType ACCOUNT = standard(
            "Account",
            "company",
            "001",
            Map.of(
                    "Name", "name",
                    "Website", "website",
                    "Phone", "phone",
                    "BillingCity", "city",
                    "BillingCountry", "country",
                    "Industry", "industry",
                    OWNER, "owner"));

    static final SalesforceType OPPORTUNITY = standard(
            "Opportunity",
            "deal",
            "006",
            Map.of(
                    "Name", "name",
                    "Amount", "amount",
                    "CurrencyIsoCode", "currency",
                    "StageName", "stage",
                    "CloseDate", "close_date",
                    "Description", "description",
                    "AccountId", "company",
                    PRIMARY_CONTACT, "contact",
                    OWNER, "owner"));

    /** A converted lead stays as a record that nobody can change; it is read, but no longer offered. */
    private static final SalesforceType LEAD = new SalesforceType(
            "Lead",
            "lead",
            "00Q",
            "IsConverted = false",
            Map.of(
                    "Email", "email",
                    "FirstName", "first_name",
                    "LastName", "last_name",
                    "Phone", "phone",
                    "Title", "title",
                    "City", "city",
                    "Country", "country",
                    "Website", "website",
                    "Name", "name",
                    OWNER, "owner"));

    private static final SalesforceType CASE = standard(
            "Case",
            "ticket",
            "500",
            Map.of(
                    "Subject", "subject",
                    "Description", "description",
                    "Priority", "priority",
                    "Status", "status",
                    "AccountId", "company",
                    "ContactId", "contact",
                    OWNER, "owner"));

    /** The types that every organisation has; the first two are the least that an account may read. */
    static final List<SalesforceType> STANDARD = List.of(CONTACT, ACCOUNT, OPPORTUNITY, LEAD, CASE);

    /** Platform events, metadata types, big and external objects have other endings. */
    private static final Pattern CUSTOM = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,76}__c");

    SalesforceType {
        meanings = Map.copyOf(meanings);
    }

    private static SalesforceType standard(
            String apiName, String kind, String keyPrefix, Map<String, String> meanings) {
        return new SalesforceType(apiName, kind, keyPrefix, "", meanings);
    }

    /** A type by the name that configurations carry. */
    static SalesforceType of(String apiName) {
        return named(apiName)
                .orElseThrow(() -> new ConnectorException(
                        FailureKind.DEFECT,
                        new Failure(FailureCodes.NOT_FOUND, "Salesforce has no type " + apiName + " here", "", "", 0)));
    }

    static Optional<SalesforceType> named(String apiName) {
        return STANDARD.stream()
                .filter(type -> type.apiName.equals(apiName))
                .findFirst()
                .or(() -> CUSTOM.matcher(apiName).matches()
                        ? Optional.of(standard(apiName, apiName, "", Map.of()))
                        : Optional.empty());
    }

    /** The type of a record by its id: a reference may point to several types. */
    static Optional<SalesforceType> ofId(String id) {
        return STANDARD.stream().filter(type -> id.startsWith(type.keyPrefix)).findFirst();
    }

    boolean custom() {
        return keyPrefix.isEmpty();
    }

    Optional<String> meaning(String field) {
        return Optional.ofNullable(meanings.get(field));
    }

    /** Whether the field is shown with the record but kept in roles beside it. */
    boolean isPrimaryContact(String field) {
        return this == OPPORTUNITY && field.equals(PRIMARY_CONTACT);
    }
}
