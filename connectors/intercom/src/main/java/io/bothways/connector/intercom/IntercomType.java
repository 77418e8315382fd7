package io.bothways.connector.intercom;

import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.write.Failure;
import java.util.Arrays;

/** The object types that are kept in step. Teammates can only be read: they are the owners of contacts. */
enum IntercomType {
    CONTACTS("contacts", "Contacts", "contact", "contact"),
    COMPANIES("companies", "Companies", "company", "company"),
    TICKETS("tickets", "Tickets", "ticket", ""),
    ADMINS("admins", "Teammates", "owner", "");

    private final String path;
    private final String label;
    private final String kind;
    private final String model;

    IntercomType(String path, String label, String kind, String model) {
        this.path = path;
        this.label = label;
        this.kind = kind;
        this.model = model;
    }

    /** A type by the name that configurations carry. */
    static IntercomType of(String path) {
        return Arrays.stream(values())
                .filter(type -> type.path.equals(path))
                .findFirst()
                .orElseThrow(() -> new ConnectorException(
                        FailureKind.DEFECT,
                        new Failure(FailureCodes.NOT_FOUND, "Intercom has no type " + path + " here", "", "", 0)));
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

    /** What data attributes call it; empty where it has none. */
    String model() {
        return model;
    }
}
