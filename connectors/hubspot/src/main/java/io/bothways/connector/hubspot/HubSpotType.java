package io.bothways.connector.hubspot;

import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.write.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An object type, and how HubSpot names things of it. Custom objects go by their type id, which no rename changes.
 *
 * @param path part of every address; also the type in configurations
 * @param word what stands before the dot of a webhook subscription
 * @param modifiedProperty contacts differ from every other type: vendor's search guide, table of modified properties
 * @param company how records belong to companies; empty where they do not
 * @param required properties without which a create is refused (developers.hubspot.com: deals, tickets, schemas)
 * @param meanings property to the standard word that connectors share
 */
record HubSpotType(
        String path,
        String label,
        String word,
        String typeId,
        String modifiedProperty,
        Optional<CompanyReference> company,
        Set<String> required,
        Map<String, String> meanings) {

    /**
     * A record's primary company: read as a property, written as an association.
     *
     * @param property its name differs from type to type, and no rule says how
     * @param association HubSpot's number for it (developers.hubspot.com: association type id values)
     */
    record CompanyReference(String property, int association) {}

    /** A contact's primary company. */
    static final String COMPANY_REFERENCE = "associatedcompanyid";

    private static final String MODIFIED = "hs_lastmodifieddate";
    /** Deals and tickets call it differently. */
    private static final String DEAL_COMPANY = "hs_primary_associated_company";
    private static final String TICKET_COMPANY = "hs_primary_company_id";

    static final HubSpotType CONTACTS = new HubSpotType(
            "contacts",
            "Contacts",
            "contact",
            "0-1",
            "lastmodifieddate",
            Optional.of(new CompanyReference(COMPANY_REFERENCE, 1)),
            Set.of(),
            Map.of(
                    "email", "email",
                    "firstname", "first_name",
                    "lastname", "last_name",
                    "phone", "phone",
                    "jobtitle", "title",
                    "city", "city",
                    "country", "country",
                    "website", "website",
                    COMPANY_REFERENCE, "company"));

    static final HubSpotType COMPANIES = new HubSpotType(
            "companies",
            "Companies",
            "company",
            "0-2",
            MODIFIED,
            Optional.empty(),
            Set.of(),
            Map.of(
                    "name", "name",
                    "domain", "domain",
                    "phone", "phone",
                    "city", "city",
                    "country", "country",
                    "website", "website",
                    "industry", "industry"));

    private static final HubSpotType DEALS = new HubSpotType(
            "deals",
            "Deals",
            "deal",
            "0-3",
            MODIFIED,
            Optional.of(new CompanyReference(DEAL_COMPANY, 5)),
            Set.of("dealname", "dealstage"),
            Map.of(
                    "dealname", "name",
                    "amount", "amount",
                    "dealstage", "stage",
                    "closedate", "close_date",
                    "description", "description",
                    DEAL_COMPANY, "company"));

    private static final HubSpotType TICKETS = new HubSpotType(
            "tickets",
            "Tickets",
            "ticket",
            "0-5",
            MODIFIED,
            Optional.of(new CompanyReference(TICKET_COMPANY, 26)),
            Set.of("subject", "hs_pipeline_stage"),
            Map.of(
                    "subject", "subject",
                    "content", "description",
                    "hs_ticket_priority", "priority",
                    "hs_pipeline_stage", "status",
                    TICKET_COMPANY, "company"));

    /** The types that every portal has; the first two are the least that an account may read. */
    static final List<HubSpotType> STANDARD = List.of(CONTACTS, COMPANIES, DEALS, TICKETS);

    HubSpotType {
        required = Set.copyOf(required);
        meanings = Map.copyOf(meanings);
    }

    /** A custom object. */
    static HubSpotType custom(String typeId, String label, Set<String> required) {
        return new HubSpotType(typeId, label, "object", typeId, MODIFIED, Optional.empty(), required, Map.of());
    }

    /** A type by the name that configurations carry. */
    static HubSpotType of(String path) {
        return STANDARD.stream()
                .filter(type -> type.path.equals(path))
                .findFirst()
                .or(() -> isCustom(path) ? Optional.of(custom(path, path, Set.of())) : Optional.empty())
                .orElseThrow(() -> new ConnectorException(
                        FailureKind.DEFECT,
                        new Failure(FailureCodes.NOT_FOUND, "HubSpot has no type " + path + " here", "", "", 0)));
    }

    /** A type by the word that stands before the dot of a webhook subscription, or by its id. */
    static Optional<HubSpotType> named(String wordOrTypeId) {
        return STANDARD.stream()
                .filter(type -> type.word.equals(wordOrTypeId) || type.typeId.equals(wordOrTypeId))
                .findFirst()
                .or(() -> isCustom(wordOrTypeId)
                        ? Optional.of(custom(wordOrTypeId, wordOrTypeId, Set.of()))
                        : Optional.empty());
    }

    private static boolean isCustom(String typeId) {
        return typeId.matches("2-\\d{1,15}");
    }

    boolean custom() {
        return isCustom(typeId);
    }

    /** The standard word that connectors share; the type itself for custom objects. */
    String kind() {
        return custom() ? path : word;
    }

    Optional<String> meaning(String property) {
        return Optional.ofNullable(meanings.get(property));
    }

    boolean isCompanyReference(String property) {
        return company.map(CompanyReference::property).filter(property::equals).isPresent();
    }
}
