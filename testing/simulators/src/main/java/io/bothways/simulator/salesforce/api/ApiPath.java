package io.bothways.simulator.salesforce.api;

import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.salesforce.records.ApiError;
import io.bothways.simulator.salesforce.schema.Organization;
import io.bothways.simulator.salesforce.schema.SalesforceField;
import io.bothways.simulator.salesforce.schema.SalesforceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the paths of the API have in common: version, object type, fields asked for. */
final class ApiPath {
    static final String VERSIONED = "/services/data/:version";

    private ApiPath() {}

    /** Such as {@code /services/data/v67.0}; URLs in answers stay in the version called. */
    static String base(VendorCall call) {
        return "/services/data/" + call.parameter("version");
    }

    static SalesforceType type(String name) {
        return Organization.type(name).orElseThrow(() -> ApiError.notFound().asFailure());
    }

    static List<SalesforceField> fields(SalesforceType type, Iterable<String> names) {
        List<SalesforceField> fields = new ArrayList<>();
        for (String name : names) {
            SalesforceField field = type.field(name.strip()).orElseThrow(() -> ApiError.of("INVALID_FIELD",
                    "No such column '" + name.strip() + "' on sobject of type " + type.name()).asFailure());
            if (!fields.contains(field)) {
                fields.add(field);
            }
        }
        return fields;
    }

    static boolean allowsDuplicates(VendorCall call) {
        String header = call.header("Sforce-Duplicate-Rule-Header");
        return header != null && header.replace(" ", "").toLowerCase(Locale.ROOT).contains("allowsave=true");
    }
}
