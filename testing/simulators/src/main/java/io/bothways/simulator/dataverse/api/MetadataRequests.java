package io.bothways.simulator.dataverse.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.dataverse.records.Problem;
import io.bothways.simulator.dataverse.schema.Column;
import io.bothways.simulator.dataverse.schema.Organization;
import io.bothways.simulator.dataverse.schema.Table;
import io.bothways.simulator.kit.http.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Requests for definitions: {@code EntityDefinitions}, one of them by logical name, its attributes (cast to a type to
 * see their choices), keys and lookups; and the service document.
 */
final class MetadataRequests {
    /** It changes with the schema, which it does not here. */
    static final String VERSION = "2184201";
    private static final Pattern BY_NAME =
            Pattern.compile("(EntityDefinitions|Attributes)\\(LogicalName='([^']*)'\\)");
    private static final Pattern EXPANSION = Pattern.compile("([A-Za-z]+)(?:\\(\\$select=([^)]*)\\))?");

    ODataReply handle(ODataRequest request, List<String> segments) {
        if (segments.getFirst().equals("$metadata")) {
            return ODataReply.text(200, "application/xml", ServiceDocument.write(
                    "true".equals(request.options().get("annotations"))));
        }
        if (segments.getFirst().equals("EntityDefinitions")) {
            ArrayNode values = Json.array();
            Predicate<JsonNode> filter = MetadataFilter.parse(request.options().get("$filter"));
            for (Table table : Organization.tables()) {
                ObjectNode full = Definitions.entity(table);
                if (filter.test(full)) {
                    values.add(projected(request, table, full));
                }
            }
            return answer(request, "EntityDefinitions", values);
        }
        Matcher name = BY_NAME.matcher(segments.getFirst());
        if (!name.matches()) {
            throw new Problem(404, Problem.MALFORMED, "Resource not found for the segment '" + segments.getFirst()
                    + "'.");
        }
        Table table = Organization.table(name.group(2)).orElseThrow(() -> new Problem(404, "0x80060888",
                "Could not find an entity with the logical name '" + name.group(2) + "'."));
        if (segments.size() == 1) {
            ObjectNode node = Json.object().put("@odata.context", request.service()
                    + "$metadata#EntityDefinitions/$entity");
            node.setAll(projected(request, table, Definitions.entity(table)));
            return ODataReply.json(200, node);
        }
        return part(request, table, segments);
    }

    private ODataReply part(ODataRequest request, Table table, List<String> segments) {
        String part = segments.get(1);
        Matcher one = BY_NAME.matcher(part);
        if (one.matches() && one.group(1).equals("Attributes")) {
            Column column = table.column(one.group(2)).orElseThrow(() -> new Problem(404, Problem.MALFORMED,
                    "Could not find an attribute with the logical name '" + one.group(2) + "'."));
            ObjectNode full = Definitions.attribute(table, column, segments.size() > 2);
            return ODataReply.json(200, select(full, request.options().get("$select"), request));
        }
        Optional<String> cast = segments.size() > 2 ? Optional.of(segments.get(2)) : Optional.empty();
        ArrayNode values = Json.array();
        Predicate<JsonNode> filter = MetadataFilter.parse(request.options().get("$filter"));
        Stream<ObjectNode> nodes = switch (part) {
            case "Attributes" -> table.columns().stream()
                    .filter(column -> cast.isEmpty() || cast.get().equals(MultipleRequests.NAMESPACE
                            + column.type().metadataType()))
                    .map(column -> Definitions.attribute(table, column, cast.isPresent()));
            case "Keys" -> Definitions.keys(table).stream();
            case "ManyToOneRelationships" -> Definitions.lookups(table).stream();
            default -> throw new Problem(404, Problem.MALFORMED, "Resource not found for the segment '" + part + "'.");
        };
        nodes.filter(filter).forEach(node -> values.add(select(node, request.options().get("$select"), request)));
        return answer(request, "EntityDefinitions('" + table.logicalName() + "')/" + part, values);
    }

    private static ObjectNode projected(ODataRequest request, Table table, ObjectNode full) {
        ObjectNode node = select(full, request.options().get("$select"), request);
        Matcher expansion = EXPANSION.matcher(request.options().getOrDefault("$expand", ""));
        while (expansion.find()) {
            List<ObjectNode> nodes = switch (expansion.group(1)) {
                case "Attributes" -> table.columns().stream()
                        .map(column -> Definitions.attribute(table, column, false)).toList();
                case "Keys" -> Definitions.keys(table);
                case "ManyToOneRelationships" -> Definitions.lookups(table);
                default -> throw Problem.malformed("Could not find a property named '" + expansion.group(1)
                        + "' on type 'Microsoft.Dynamics.CRM.EntityMetadata'.");
            };
            ArrayNode values = node.putArray(expansion.group(1));
            String columns = expansion.group(2);
            nodes.forEach(each -> values.add(select(each, columns, request)));
        }
        return node;
    }

    /** Only what was selected, and the id; an option set that was asked for by {@code $expand} stays. */
    private static ObjectNode select(ObjectNode full, @Nullable String names,
            ODataRequest request) {
        if (names == null) {
            return full;
        }
        ObjectNode node = Json.object();
        if (full.has("@odata.type")) {
            node.set("@odata.type", full.get("@odata.type"));
        }
        for (String name : names.split(",")) {
            JsonNode value = full.get(name.strip());
            if (value == null) {
                throw Problem.malformed("Could not find a property named '" + name.strip()
                        + "' on type 'Microsoft.Dynamics.CRM.MetadataBase'.");
            }
            node.set(name.strip(), value);
        }
        node.set("MetadataId", full.get("MetadataId"));
        String expanded = request.options().getOrDefault("$expand", "");
        for (String each : List.of("OptionSet", "GlobalOptionSet")) {
            if (expanded.contains(each) && full.has(each)) {
                node.set(each, full.get(each));
            }
        }
        return node;
    }

    private static ODataReply answer(ODataRequest request, String context, ArrayNode values) {
        ObjectNode answer = Json.object().put("@odata.context", request.service() + "$metadata#" + context);
        answer.set("value", values);
        return ODataReply.json(200, answer);
    }
}
