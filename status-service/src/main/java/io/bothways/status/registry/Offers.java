package io.bothways.status.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.status.store.Database;
import io.bothways.status.store.JsonColumn;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which connectors the services carry. They write it down when they start; this service never sees the SPI. */
@ApplicationScoped
public class Offers {
    private final Database database;

    Offers(Database database) {
        this.database = database;
    }

    /**
     * One connector.
     *
     * @param credentials alternatives of credential members; one of them must be complete
     * @param budgets the names of the app's limits
     */
    public record Offer(
            String id,
            String label,
            String apiVersion,
            String baseUri,
            List<List<String>> credentials,
            List<String> budgets) {}

    /** By id. */
    public Map<String, Offer> all() {
        Map<String, Offer> offers = new TreeMap<>();
        database.list(
                        row -> new Offer(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                alternatives(JsonColumn.read(row.getString(5))),
                                texts(JsonColumn.read(row.getString(6)))),
                        "SELECT id, label, api_version, base_uri, credentials, budgets FROM registry.connector")
                .forEach(offer -> offers.put(offer.id(), offer));
        return offers;
    }

    /** What people call it; the id itself where no running service carries it. */
    public String label(String connector) {
        return database.first(
                        row -> row.getString(1), "SELECT label FROM registry.connector WHERE id = ?", connector)
                .orElse(connector);
    }

    private static List<List<String>> alternatives(JsonNode credentials) {
        List<List<String>> alternatives = new ArrayList<>();
        credentials.forEach(alternative -> alternatives.add(texts(alternative)));
        return List.copyOf(alternatives);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return List.copyOf(texts);
    }
}
