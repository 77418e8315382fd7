package io.bothways.connector.pipedrive;

import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.write.Failure;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The object types that are kept in step, and how Pipedrive names things of each. */
enum PipedriveType {
    PERSONS(
            "persons", "Persons", "contact", "person", "personFields",
            List.of(Part.LIVE),
            Map.of(
                    "name", "name",
                    "first_name", "first_name",
                    "last_name", "last_name",
                    "emails", "email",
                    "phones", "phone",
                    "org_id", "company",
                    "owner_id", "owner")),
    ORGANIZATIONS(
            "organizations", "Organizations", "company", "organization", "organizationFields",
            List.of(Part.LIVE),
            Map.of("name", "name", "address", "address", "owner_id", "owner")),
    DEALS(
            "deals", "Deals", "deal", "deal", "dealFields",
            List.of(Part.LIVE, Part.ARCHIVED, Part.DELETED),
            Map.of(
                    "title", "name",
                    "value", "amount",
                    "currency", "currency",
                    "stage_id", "stage",
                    "pipeline_id", "pipeline",
                    "expected_close_date", "close_date",
                    "person_id", "contact",
                    "org_id", "company",
                    "owner_id", "owner")),
    LEADS(
            "leads", "Leads", "lead", "lead", "",
            List.of(Part.LIVE, Part.ARCHIVED),
            Map.of(
                    "title", "name",
                    "value", "amount",
                    "value.currency", "currency",
                    "expected_close_date", "close_date",
                    "person_id", "contact",
                    "organization_id", "company",
                    "owner_id", "owner"));

    /** Where the records of a type stand: no list holds all of them. */
    enum Part {
        LIVE,
        ARCHIVED,
        /** The last thirty days of deals; nothing else is listed once it is deleted. */
        DELETED
    }

    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,17}");
    private static final Pattern LEAD = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final String path;
    private final String label;
    private final String kind;
    private final String entity;
    private final String fields;
    private final List<Part> parts;
    private final Map<String, String> meanings;

    PipedriveType(
            String path,
            String label,
            String kind,
            String entity,
            String fields,
            List<Part> parts,
            Map<String, String> meanings) {
        this.path = path;
        this.label = label;
        this.kind = kind;
        this.entity = entity;
        this.fields = fields;
        this.parts = parts;
        this.meanings = meanings;
    }

    static PipedriveType of(String path) {
        return Arrays.stream(values())
                .filter(type -> type.path.equals(path))
                .findFirst()
                .orElseThrow(() -> new ConnectorException(
                        FailureKind.DEFECT,
                        new Failure(FailureCodes.NOT_FOUND, "Pipedrive has no type " + path + " here", "", "", 0)));
    }

    /** A type by the word of webhooks. */
    static Optional<PipedriveType> ofEntity(String entity) {
        return Arrays.stream(values()).filter(type -> type.entity.equals(entity)).findFirst();
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

    String entity() {
        return entity;
    }

    /** The resource that describes its fields; empty for leads, whose fields are given. */
    String fields() {
        return fields;
    }

    List<Part> parts() {
        return parts;
    }

    Optional<String> meaning(String field) {
        return Optional.ofNullable(meanings.get(field));
    }

    /** Whether the app could have given such an id. */
    boolean isId(String id) {
        return (this == LEADS ? LEAD : NUMBER).matcher(id).matches();
    }
}
