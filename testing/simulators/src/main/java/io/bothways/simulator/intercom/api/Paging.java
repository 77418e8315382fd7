package io.bothways.simulator.intercom.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.intercom.records.IntercomErrors;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pages of lists and searches: a position is opaque and says behind which record the next page begins. */
final class Paging {
    private static final int MAX_PER_PAGE = 150;

    private Paging() {
    }

    /** Where a page begins: its number, and the sort value and id of the record before it. */
    record Position(int page, @Nullable JsonNode value, String id) {
        static final Position FIRST = new Position(1, null, "");

        static Position read(@Nullable String startingAfter) {
            if (startingAfter == null || startingAfter.isEmpty()) {
                return FIRST;
            }
            try {
                JsonNode node = Json.MAPPER.readTree(new String(Base64.getUrlDecoder().decode(startingAfter),
                        StandardCharsets.UTF_8));
                if (node.size() == 3) {
                    return new Position(node.get(0).asInt(), node.get(1), node.get(2).asText());
                }
            } catch (IOException | IllegalArgumentException e) {
                // Answered below like a position of another kind.
            }
            throw IntercomErrors.invalid("starting_after is invalid");
        }

        String text() {
            String json = Json.array().add(page).add(value).add(id).toString();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * A page of what follows a position.
     *
     * @param total how many there are in all
     * @param rest what follows the position, in order; more than a page of it means another page
     */
    static <T> ObjectNode page(String type, String array, int perPage, Position from, int total, List<T> rest,
            Function<T, JsonNode> describe, Function<T, Position> positionOf) {
        ObjectNode answer = Json.object().put("type", type);
        ArrayNode data = answer.putArray(array);
        rest.stream().limit(perPage).forEach(each -> data.add(describe.apply(each)));
        ObjectNode pages = answer.put("total_count", total).putObject("pages").put("type", "pages")
                .put("page", from.page()).put("per_page", perPage)
                .put("total_pages", (total + perPage - 1) / perPage);
        if (rest.size() > perPage) {
            Position last = positionOf.apply(rest.get(perPage - 1));
            pages.putObject("next").put("per_page", perPage)
                    .put("starting_after", new Position(from.page() + 1, last.value(), last.id()).text());
        }
        return answer;
    }

    /** A page size from 1 to 150. */
    static int perPage(@Nullable String text, int standard) {
        return number(text, standard, "per_page", MAX_PER_PAGE);
    }

    static int number(@Nullable String text, int standard, String name, int max) {
        if (text == null || text.isEmpty()) {
            return standard;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Answered below like a number out of range.
        }
        throw IntercomErrors.invalid(name + " must be a number from 1 to " + max);
    }

    static String required(VendorCall call, String name) {
        JsonNode value = call.json().path(name);
        if (!value.isValueNode() || value.isNull() || value.asText().isEmpty()) {
            throw IntercomErrors.failure(400, IntercomErrors.MISSING, name + " not specified");
        }
        return value.asText();
    }
}
