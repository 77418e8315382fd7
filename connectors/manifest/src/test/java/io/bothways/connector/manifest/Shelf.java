package io.bothways.connector.manifest;

import io.bothways.connector.Connector;
import io.bothways.connector.ConnectorContext;
import io.bothways.connector.Exchange;
import io.bothways.connector.manifest.expression.Json;
import io.bothways.connector.manifest.format.Manifests;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An app of books in memory: lists by offset, by page number and by address, and tells changes with a cap. */
final class Shelf implements ConnectorContext, Exchange {
    static final int CAP = 30;
    private static final int PAGE = 10;

    private static final String MANIFEST = """
            manifest: 1
            id: shelf
            label: Shelf
            api: {version: "1", base_uri: "https://api.shelf.example"}
            credentials: [[key]]
            identify: {request: {path: /me}, id: id}
            operations:
              list: {request: {path: "/books", query: {PAGING}}, records: items, paging: {KIND, size: 10}}
              read: {request: {path: "/books/{{ id }}"}, records: "$"}
              changes:
                request:
                  path: /changes
                  query: {since: "{{ since }}", after: "{{ after_id }}", offset: "{{ page.offset }}"}
                records: items
                granularity: PT0.001S
                cap: 30
                deletions: true
                paging: {kind: offset, size: 10}
            types:
              books:
                label: Book
                id: id
                version: stamp
                deleted: gone = true
                fields:
                  - {name: title, type: text}
                  - {name: price, type: decimal}
                  - {name: day, type: date}
                  - {name: tags, type: option_set}
            """;

    private final Map<String, Map<String, Object>> books = new TreeMap<>();
    private final Connector connector;
    private int calls;

    private Shelf(String query, String kind) {
        connector = new ManifestProvider(Manifests.read("shelf.yaml",
                MANIFEST.replace("{PAGING}", query).replace("KIND", kind))).connect(this);
    }

    static Shelf byOffset() {
        return new Shelf("{offset: \"{{ page.offset }}\"}", "kind: offset");
    }

    static Shelf byNumber() {
        return new Shelf("{number: \"{{ page.number }}\"}", "kind: page");
    }

    static Shelf byAddress() {
        return new Shelf("{}", "kind: url, next: next");
    }

    Connector connector() {
        return connector;
    }

    int calls() {
        return calls;
    }

    void put(int number, long stamp, Map<String, Object> more) {
        Map<String, Object> book = new HashMap<>(more);
        book.put("id", id(number));
        book.put("stamp", stamp);
        books.put(id(number), book);
    }

    void remove(int number) {
        books.remove(id(number));
    }

    static String id(int number) {
        return "b%04d".formatted(number);
    }

    @Override
    public Answer send(Call call) {
        calls++;
        URI uri = URI.create(call.target());
        Map<String, String> query = query(uri.getRawQuery());
        List<Map<String, Object>> all = new ArrayList<>(books.values());
        if (uri.getPath().equals("/changes")) {
            all = changes(Long.parseLong(query.get("since")), query.getOrDefault("after", ""));
        }
        int offset = query.containsKey("number")
                ? (Integer.parseInt(query.get("number")) - 1) * PAGE
                : Integer.parseInt(query.getOrDefault("offset", "0"));
        List<Map<String, Object>> page = all.subList(Math.min(offset, all.size()), Math.min(offset + PAGE, all.size()));
        Map<String, Object> body = new HashMap<>(Map.of("items", page));
        if (offset + PAGE < all.size()) {
            body.put("next", "https://api.shelf.example/books?offset=" + (offset + PAGE));
        }
        return new Answer(200, Map.of(), Json.write(body));
    }

    private List<Map<String, Object>> changes(long since, String after) {
        return books.values().stream()
                .sorted(Comparator.<Map<String, Object>>comparingLong(book -> (Long) book.get("stamp"))
                        .thenComparing(book -> (String) book.get("id")))
                .filter(book -> (Long) book.get("stamp") > since
                        || (Long) book.get("stamp") == since && ((String) book.get("id")).compareTo(after) > 0)
                .limit(CAP)
                .toList();
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : Optional.ofNullable(raw).orElse("").split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    @Override
    public URI baseUri() {
        return URI.create("https://api.shelf.example");
    }

    @Override
    public <T> T client(Class<T> api) {
        throw new AssertionError("a manifest has no interface");
    }

    @Override
    public <T> T plainClient(Class<T> api) {
        throw new AssertionError("a manifest has no interface");
    }

    @Override
    public <T> T plainClient(Class<T> api, URI at) {
        throw new AssertionError("a manifest has no interface");
    }

    @Override
    public Exchange exchange() {
        return this;
    }

    @Override
    public Exchange plainExchange(URI at) {
        return this;
    }

    @Override
    public Map<String, String> credentials() {
        return Map.of();
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }
}
