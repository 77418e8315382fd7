package io.bothways.connector.hubspot;

import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.write.Failure;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The object types that are kept in step, and how HubSpot names things of each. */
enum HubSpotType {
    CONTACTS(
            "contacts",
            "Contacts",
            "contact",
            "0-1",
            "lastmodifieddate",
            Map.of(
                    "email", "email",
                    "firstname", "first_name",
                    "lastname", "last_name",
                    "phone", "phone",
                    "jobtitle", "title",
                    "city", "city",
                    "country", "country",
                    "website", "website",
                    HubSpotType.COMPANY_REFERENCE, "company")),
    COMPANIES(
            "companies",
            "Companies",
            "company",
            "0-2",
            "hs_lastmodifieddate",
            Map.of(
                    "name", "name",
                    "domain", "domain",
                    "phone", "phone",
                    "city", "city",
                    "country", "country",
                    "website", "website",
                    "industry", "industry"));

    /** A contact's primary company: read as a property, written as an association. */
    static final String COMPANY_REFERENCE = "associatedcompanyid";

    private final String path;
    private final String label;
    private final String kind;
    private final String typeId;
    private final String modifiedProperty;
    private final Map<String, String> meanings;

    HubSpotType(
            String path,
            String label,
            String kind,
            String typeId,
            String modifiedProperty,
            Map<String, String> meanings) {
        this.path = path;
        this.label = label;
        this.kind = kind;
        this.typeId = typeId;
        this.modifiedProperty = modifiedProperty;
        this.meanings = meanings;
    }

    /** A type by the name that configurations carry. */
    static HubSpotType of(String path) {
        return Arrays.stream(values())
                .filter(type -> type.path.equals(path))
                .findFirst()
                .orElseThrow(() -> new ConnectorException(
                        FailureKind.DEFECT,
                        new Failure(FailureCodes.NOT_FOUND, "HubSpot has no type " + path + " here", "", "", 0)));
    }

    /** A type by the word that stands before the dot of a webhook subscription, or by its id. */
    static Optional<HubSpotType> named(String kindOrTypeId) {
        return Arrays.stream(values())
                .filter(type -> type.kind.equals(kindOrTypeId) || type.typeId.equals(kindOrTypeId))
                .findFirst();
    }

    String path() {
        return path;
    }

    String label() {
        return label;
    }

    String kind() {
        return kind;
    }

    /** Contacts differ from every other type: vendor's search guide, table of modified properties. */
    String modifiedProperty() {
        return modifiedProperty;
    }

    Optional<String> meaning(String property) {
        return Optional.ofNullable(meanings.get(property));
    }

    boolean isCompanyReference(String property) {
        return this == CONTACTS && property.equals(COMPANY_REFERENCE);
    }
}
