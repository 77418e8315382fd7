package io.bothways.simulator.pipedrive.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.pipedrive.schema.FieldType;
import io.bothways.simulator.pipedrive.schema.FieldValues;
import io.bothways.simulator.pipedrive.schema.PipedriveField;
import io.bothways.simulator.pipedrive.schema.PipedriveSchema;
import io.bothways.simulator.pipedrive.schema.PipedriveType;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Search of one type or of all, in an index that lags; upper and lower case are one. */
public final class SearchRoutes {
    private static final int DEFAULT_PAGE = 100;
    private static final int MAX_PAGE = 500;
    private static final String BY_PLACE = "rank";
    private static final List<String> FIELDS =
            List.of("name", "title", "email", "phone", "address", "notes", "custom_fields");

    private final SearchIndex index;

    public SearchRoutes(SearchIndex index) {
        this.index = index;
    }

    /** To be called before single records are routed, whose ids would else swallow the word {@code search}. */
    public void addTo(VendorRoutes routes) {
        for (PipedriveType type : PipedriveSchema.TYPES) {
            routes.read(HttpMethod.GET, "/api/v2/" + type.plural() + "/search", type.plural() + ".search",
                    call -> search(call, List.of(type)));
        }
        routes.read(HttpMethod.GET, "/api/v2/itemSearch", "items.search", call -> {
            List<String> wanted = Query.list(call, "item_types", 10);
            return search(call, PipedriveSchema.TYPES.stream()
                    .filter(type -> wanted.isEmpty() || wanted.contains(type.singular())).toList());
        });
    }

    private VendorReply search(VendorCall call, List<PipedriveType> types) {
        boolean exact = Query.flag(call, "exact_match");
        String term = Objects.requireNonNullElse(call.query("term"), "").strip().toLowerCase(Locale.ROOT);
        if (term.length() < (exact ? 1 : 2)) {
            throw PipedriveErrors.invalid("Search term must be at least 2 characters long");
        }
        int limit = Query.number(call, "limit", DEFAULT_PAGE, 1, MAX_PAGE);
        Cursor after = Cursor.of(call.query("cursor"), BY_PLACE);
        List<String> asked = Query.list(call, "fields", FIELDS.size());
        for (String field : asked) {
            if (!FIELDS.contains(field)) {
                throw PipedriveErrors.invalid("Parameter 'fields' must be of " + String.join(", ", FIELDS));
            }
        }
        List<ObjectNode> found = new ArrayList<>();
        for (PipedriveType type : types) {
            index.entries(type.stored()).forEach(entry -> {
                if (matches(type, entry.getValue(), asked, term, exact)) {
                    found.add(item(type, entry));
                }
            });
        }
        int from = after == null ? 0 : (int) after.key();
        ObjectNode data = Json.object();
        ArrayNode items = data.putArray("items");
        found.stream().skip(from).limit(limit).forEach(items::add);
        ObjectNode answer = EntityJson.envelope(data);
        int next = from + limit;
        answer.putObject("additional_data").put("next_cursor",
                next < found.size() ? new Cursor(BY_PLACE, next, "").text() : null);
        return VendorReply.json(200, answer);
    }

    private static boolean matches(PipedriveType type, Map<String, String> record, List<String> asked, String term,
            boolean exact) {
        for (PipedriveField field : type.fields()) {
            String text = record.get(field.code());
            if (text == null || !(asked.isEmpty() ? searchable(field) : asked.contains(word(field)))) {
                continue;
            }
            boolean many = field.type() == FieldType.EMAILS || field.type() == FieldType.PHONES;
            for (String value : many ? FieldValues.contactValues(text) : List.of(text)) {
                String plain = value.strip().toLowerCase(Locale.ROOT);
                if (exact ? plain.equals(term) : plain.contains(term)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean searchable(PipedriveField field) {
        return FIELDS.contains(word(field));
    }

    private static String word(PipedriveField field) {
        if (field.custom()) {
            return "custom_fields";
        }
        return switch (field.type()) {
            case EMAILS -> "email";
            case PHONES -> "phone";
            default -> field.code();
        };
    }

    private static ObjectNode item(PipedriveType type, Map.Entry<String, Map<String, String>> entry) {
        Map<String, String> record = entry.getValue();
        ObjectNode hit = Json.object().put("result_score", 1.0);
        ObjectNode item = hit.putObject("item");
        if (type == PipedriveSchema.LEADS) {
            item.put("id", entry.getKey());
        } else {
            item.put("id", Long.parseLong(entry.getKey()));
        }
        item.put("type", type.singular());
        if (type == PipedriveSchema.PERSONS) {
            List<String> emails = values(record, PipedriveSchema.EMAILS);
            item.put("name", record.get(PipedriveSchema.NAME));
            emails.forEach(item.putArray("emails")::add);
            values(record, PipedriveSchema.PHONES).forEach(item.putArray("phones")::add);
            item.put("primary_email", emails.isEmpty() ? null : emails.getFirst());
        } else if (type == PipedriveSchema.ORGANIZATIONS) {
            item.put("name", record.get(PipedriveSchema.NAME)).put("address", record.get("address"));
        } else {
            item.put("title", record.get(PipedriveSchema.TITLE));
        }
        String owner = record.get(PipedriveSchema.OWNER);
        if (owner != null) {
            item.putObject("owner").put("id", Long.parseLong(owner));
        }
        return hit;
    }

    private static List<String> values(Map<String, String> record, String code) {
        String text = record.get(code);
        return text == null ? List.of() : FieldValues.contactValues(text);
    }
}
