package io.bothways.endtoend.connections;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bothways.endtoend.AppView;
import io.bothways.endtoend.Canonical;
import io.bothways.endtoend.CheckFailure;
import io.bothways.simulator.kit.SimulatedApp;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.SimulatorOptions;
import io.bothways.simulator.kit.people.Trait;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One fake app of a scene: what people see and do in it, in words that all apps share. */
final class Member implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Vendor vendor;
    private final Simulator simulator;
    private final JsonNode startLine;
    private final AppView view;
    private final Map<Kind, Shape> shapes = new EnumMap<>(Kind.class);
    private String account = "";
    private String webhook = "";

    /** What records of a type stand for. */
    enum Kind { PERSON, COMPANY }

    /**
     * A type of the app.
     *
     * @param fields what the app calls each trait that it has
     */
    record Shape(String type, Map<Trait, String> fields) {}

    private Member(Vendor vendor, Simulator simulator) {
        this.vendor = vendor;
        this.simulator = simulator;
        try {
            this.startLine = JSON.readTree(simulator.startLine());
        } catch (IOException impossible) {
            throw new IllegalStateException("a simulator introduces itself in JSON", impossible);
        }
        this.view = new AppView(URI.create(simulator.baseUrl()));
        for (JsonNode type : view.description().path("types")) {
            for (Kind kind : Kind.values()) {
                if (type.path("kind").asText().equals(kind.name().toLowerCase(Locale.ROOT))) {
                    shapes.put(kind, shape(type));
                }
            }
        }
    }

    /** Starts the app with a part of the invented population. */
    static Member start(Vendor vendor, long seed, int persons, int personsFrom, int companies, int companiesFrom) {
        SimulatorOptions options = SimulatorOptions.parse(List.of(
                "--port", "0", "--seed", Long.toString(seed), "--profile", "demo", "--limits", "real",
                "--contacts", Integer.toString(persons), "--contacts-from", Integer.toString(personsFrom),
                "--companies", Integer.toString(companies), "--companies-from", Integer.toString(companiesFrom)));
        return ServiceLoader.load(SimulatedApp.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(app -> app.definition().name().equals(vendor.app()))
                .findFirst()
                .map(app -> new Member(vendor, Simulator.start(app, options)))
                .orElseThrow(() -> new CheckFailure("there is no simulated " + vendor.app()));
    }

    private static Shape shape(JsonNode type) {
        Map<Trait, String> fields = new EnumMap<>(Trait.class);
        for (JsonNode field : type.path("fields")) {
            if (field.path("trait").isTextual()) {
                fields.put(Trait.valueOf(field.path("trait").asText().toUpperCase(Locale.ROOT)),
                        field.path("name").asText());
            }
        }
        return new Shape(type.path("name").asText(), fields);
    }

    /** What the tenant's admin gives to connect it. */
    Map<String, Object> accountRequest(Map<String, Object> settings) {
        Map<String, Object> request = new HashMap<>(Map.of(
                "name", vendor.app(),
                "connector", vendor.app(),
                "base_url", simulator.baseUrl(),
                "credentials", vendor.credentials(startLine),
                "settings", settings));
        String secret = startLine.path("webhook_secret").asText();
        if (!secret.isEmpty() && !vendor.subscribes()) {
            request.put("webhook_secret", secret);
        }
        return request;
    }

    void connected(String id, String webhookUrl) {
        account = id;
        webhook = webhookUrl;
    }

    /** What a person sets up in the app, where there is something to set up. */
    void webhooks(boolean enabled) {
        if (!vendor.subscribes()) {
            view.webhooks(webhook, enabled);
        }
    }

    Vendor vendor() {
        return vendor;
    }

    AppView view() {
        return view;
    }

    String account() {
        return account;
    }

    String type(Kind kind) {
        return shapes.get(kind).type();
    }

    Map<String, JsonNode> records(Kind kind) {
        return view.records(type(kind));
    }

    boolean has(Kind kind, Trait trait) {
        return shapes.get(kind).fields().containsKey(trait);
    }

    String field(Kind kind, Trait trait) {
        return Optional.ofNullable(shapes.get(kind).fields().get(trait))
                .orElseThrow(() -> new CheckFailure(vendor.app() + " has no " + trait + " of a " + kind));
    }

    /** A trait of a record that was read, in the judge's canonical form; empty for a blank. */
    String value(Kind kind, Trait trait, JsonNode fields) {
        return Canonical.of(fields.path(field(kind, trait)));
    }

    /** By what people tell that records of two apps are the same: the e-mail, the domain. */
    String key(Kind kind, JsonNode fields) {
        return kind == Kind.PERSON ? value(kind, Trait.EMAIL, fields) : address(fields);
    }

    /** A company's domain, where the app has one, else its website; canonically they are the same. */
    String address(JsonNode fields) {
        return value(Kind.COMPANY, has(Kind.COMPANY, Trait.DOMAIN) ? Trait.DOMAIN : Trait.WEBSITE, fields);
    }

    /** The whole name of a person, whether the app keeps it in one field or in two. */
    String fullName(JsonNode fields) {
        return has(Kind.PERSON, Trait.FULL_NAME)
                ? value(Kind.PERSON, Trait.FULL_NAME, fields)
                : (value(Kind.PERSON, Trait.FIRST_NAME, fields) + " " + value(Kind.PERSON, Trait.LAST_NAME, fields))
                        .strip();
    }

    /** A trait as the apps can be compared by it: names as a whole, addresses of companies without their protocol. */
    String aspect(Kind kind, Trait trait, JsonNode fields) {
        return switch (trait) {
            case FULL_NAME -> fullName(fields);
            case DOMAIN -> address(fields);
            default -> value(kind, trait, fields);
        };
    }

    /** Key to id. */
    Map<String, String> byKey(Kind kind, Map<String, JsonNode> records) {
        Map<String, String> ids = new TreeMap<>();
        records.forEach((id, fields) -> ids.put(key(kind, fields), id));
        return ids;
    }

    /** One trait of one living record as it is now; empty where it is blank or the record is gone. */
    String now(Kind kind, String id, Trait trait) {
        return view.field(type(kind), id, field(kind, trait));
    }

    void edit(Kind kind, String id, Trait trait, @Nullable String value) {
        view.edit(type(kind), id, field(kind, trait), value);
    }

    String createCompany(String name, String domain) {
        Map<String, String> fields = new HashMap<>();
        fields.put(field(Kind.COMPANY, Trait.NAME), name);
        if (has(Kind.COMPANY, Trait.DOMAIN)) {
            fields.put(field(Kind.COMPANY, Trait.DOMAIN), domain);
        }
        fields.put(field(Kind.COMPANY, Trait.WEBSITE), "https://" + domain);
        return view.create(type(Kind.COMPANY), fields, Optional.empty());
    }

    String createPerson(String first, String last, String email, Map<String, String> more, Optional<String> company) {
        Map<String, String> fields = new HashMap<>(more);
        if (has(Kind.PERSON, Trait.FULL_NAME)) {
            fields.put(field(Kind.PERSON, Trait.FULL_NAME), first + " " + last);
        } else {
            fields.put(field(Kind.PERSON, Trait.FIRST_NAME), first);
            fields.put(field(Kind.PERSON, Trait.LAST_NAME), last);
        }
        fields.put(field(Kind.PERSON, Trait.EMAIL), email);
        return view.create(type(Kind.PERSON), fields, company);
    }

    /** Ids of living records with this key. */
    List<String> withKey(Kind kind, String key) {
        return records(kind).entrySet().stream()
                .filter(record -> key(kind, record.getValue()).equals(key))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A call of the vendor's own API, as the app's page makes one. */
    JsonNode call(String path, Map<String, Object> body) {
        try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path))
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + startLine.path("access_token").asText())
                    .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new CheckFailure(vendor.app() + " answered " + path + " with " + answer.statusCode() + ": "
                        + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException failed) {
            throw new CheckFailure(vendor.app() + " cannot be reached: " + failed.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CheckFailure("interrupted");
        }
    }

    @Override
    public void close() {
        simulator.close();
    }
}
