package io.bothways.tck;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bothways.connector.Ability;
import io.bothways.connector.ConnectorDescriptor;
import io.bothways.connector.SourceRecord;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.Found;
import io.bothways.connector.read.Page;
import io.bothways.connector.read.RecordListing;
import io.bothways.connector.read.RecordReader;
import io.bothways.connector.read.SchemaReader;
import io.bothways.connector.write.Answer;
import io.bothways.connector.write.NewRecord;
import io.bothways.connector.write.RecordUpdate;
import io.bothways.connector.write.RecordWriter;
import io.bothways.contracts.AccountId;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.record.FieldValue;
import io.bothways.runtime.calls.App;
import io.bothways.runtime.calls.Apps;
import io.bothways.runtime.calls.Credentials;
import io.bothways.runtime.registry.Account;
import io.bothways.runtime.registry.AccountSettings;
import io.bothways.runtime.registry.CredentialVault;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.SimulatorOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.opentest4j.TestAbortedException;

/** A simulated app, a person who works at it, and an account that is opened as a service opens one. */
public final class Trial implements AutoCloseable {
    /** Calls of each budget that an account is set to have. */
    static final long UNLIMITED = 1_000_000_000L;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Subject subject;
    private final Site site;
    private final Apps apps;
    private final CredentialVault vault;

    public Trial(Subject subject, SimulatorOptions options, Apps apps, CredentialVault vault) {
        this(
                subject,
                subject.address()
                        .map(address -> Site.opened(address, options))
                        .orElseGet(() -> Site.here(subject.app(), options)),
                apps,
                vault);
    }

    Trial(Subject subject, Site site, Apps apps, CredentialVault vault) {
        TurnedClock.reset();
        this.subject = subject;
        this.site = site;
        this.apps = apps;
        this.vault = vault;
    }

    /** The simulator, where it runs in this process. */
    public Simulator simulator() {
        if (site instanceof Site.Here(Simulator simulator, JsonNode line)) {
            return simulator;
        }
        throw new TestAbortedException("needs a simulator in this process");
    }

    /** The line that the simulator printed when it had started. */
    public JsonNode startLine() {
        return site.startLine();
    }

    /** A member of that line. */
    public String told(String member) {
        return startLine().path(member).asText();
    }

    /** The account with credentials that work. */
    public App app() {
        return app(subject.credentials(startLine()));
    }

    public App app(Map<String, String> credentials) {
        TenantId tenant = new TenantId("tests");
        AccountId id = new AccountId(UUID.randomUUID().toString());
        ConnectorDescriptor descriptor =
                apps.connectors().get(subject.connector()).descriptor();
        Account account = new Account(
                tenant,
                id,
                subject.connector(),
                "test",
                site.base(),
                Account.State.CONNECTED,
                id.value(),
                "key",
                withoutLimits(descriptor),
                new Credentials(credentials).locked(tenant, id, vault),
                new byte[0],
                1);
        return apps.open(account).orElseThrow();
    }

    /** The connector's own budget is not what these tests are about. */
    private static AccountSettings withoutLimits(ConnectorDescriptor descriptor) {
        Map<String, Long> budgets = new HashMap<>();
        descriptor.limits().budgets().forEach(budget -> budgets.put(budget.name(), UNLIMITED));
        return AccountSettings.parse(JSON.valueToTree(Map.of("budgets", budgets)).toString());
    }

    /** An account whose schema has been read, so that no call but those of the test is made from now on. */
    public App warm() {
        App app = app();
        if (app.descriptor().has(SchemaReader.class)) {
            app.call(connector -> connector.need(SchemaReader.class).describe());
        }
        countAnew();
        return app;
    }

    // What a person does at the app.

    /** The n-th record of a kind, made by a person. */
    public String person(Sample sample, int number) {
        return person(sample, sample.plain(number));
    }

    public String person(Sample sample, Map<String, String> fields) {
        return control("POST", "records/" + sample.simulated(), Map.of("fields", fields)).path("id").asText();
    }

    public void edit(Sample sample, String id, String field, String value) {
        control("PATCH", "records/" + sample.simulated() + "/" + id, Map.of("fields", Map.of(field, value)));
    }

    public void remove(Sample sample, String id) {
        control("DELETE", "records/" + sample.simulated() + "/" + id, Map.of());
    }

    /** What the app holds. */
    public JsonNode held(Sample sample, String id) {
        return control("GET", "records/" + sample.simulated() + "/" + id, Map.of());
    }

    /** The ids of every record of a kind. */
    NavigableSet<String> ids(Sample sample) {
        if (site instanceof Site.Here(Simulator simulator, JsonNode line)) {
            return simulator.call(() -> {
                var store = simulator.store();
                return new TreeSet<>(store.records(store.type(sample.simulated())).keySet());
            });
        }
        NavigableSet<String> ids = new TreeSet<>();
        control("GET", "records/" + sample.simulated(), Map.of())
                .path("records")
                .forEach(record -> ids.add(record.path("id").asText()));
        return ids;
    }

    /** Touches every record at this very moment of a stopped clock. */
    void stampAll(Sample sample) {
        control("POST", "records/" + sample.simulated() + "/touch", Map.of());
    }

    /** Another integration calls until the app refuses it: of these calls nobody tells us. */
    void useUp(String path) {
        HttpRequest call = HttpRequest.newBuilder(URI.create(site.base() + path))
                .header("Authorization", "Bearer " + told("access_token"))
                .header("x-api-token", told("access_token"))
                .build();
        try {
            for (int i = 0; i < 3_000; i++) {
                int status = http.send(call, BodyHandlers.discarding()).statusCode();
                if (status == 429) {
                    return;
                }
                if (status != 200) {
                    throw new IllegalStateException("another integration's call was answered with " + status);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while calling", stopped);
        }
        throw new IllegalStateException("the app's limit was not reached");
    }

    // The simulator's control API.

    /** Both clocks move on. */
    public void pass(Duration time) {
        TurnedClock.turn(time);
        passThere(time);
    }

    /** Only the app's clock moves on. */
    public void passThere(Duration time) {
        control("POST", "clock/advance", Map.of("ms", time.toMillis()));
    }

    public long calls() {
        return control("GET", "calls", Map.of()).path("total").asLong();
    }

    public long calls(String operation) {
        return control("GET", "calls", Map.of()).path("operations").path(operation).asLong();
    }

    public void countAnew() {
        control("POST", "calls/reset", Map.of());
    }

    /** The next calls of this operation go wrong once each, in this order. */
    public void fault(String operation, Fault... faults) {
        control("PUT", "faults", Map.of(
                "faults", Arrays.stream(faults).map(fault -> fault.json(operation)).toList()));
    }

    /** What goes wrong, in the words of the control API. */
    public record Fault(String kind, int status, Map<String, String> headers, String body) {
        public static Fault status(int status) {
            return new Fault("status", status, Map.of(), "");
        }

        public static Fault of(VendorError error) {
            return new Fault("status", error.status(), error.headers(), error.body());
        }

        /** The call takes effect, and its answer is lost in this way. */
        public static Fault after(String kind) {
            return new Fault(kind, 500, Map.of(), "");
        }

        Map<String, Object> json(String operation) {
            Map<String, Object> json = new HashMap<>(
                    Map.of("operation", operation, "times", 1, "kind", kind, "status", status, "headers", headers));
            if (!body.isEmpty()) {
                json.put("body", tree(body));
            }
            return json;
        }
    }

    public JsonNode control(String method, String path, Object body) {
        if (site instanceof Site.AsItIs) {
            throw new TestAbortedException("needs a simulator's control API");
        }
        return exchange(method, Site.CONTROL + path, Map.of(), body);
    }

    /** A call of the vendor's own API, for what the connector has no use for. */
    public JsonNode vendor(String method, String path, Map<String, String> headers, Object body) {
        return exchange(method, path, headers, body);
    }

    private JsonNode exchange(String method, String path, Map<String, String> headers, Object body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(site.base() + path))
                    .header("Content-Type", "application/json");
            headers.forEach(request::header);
            request.method(
                    method,
                    method.equals("GET")
                            ? BodyPublishers.noBody()
                            : BodyPublishers.ofString(JSON.writeValueAsString(body)));
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
            }
            return tree(answer.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() {
        site.close();
    }

    // What a service does with the account.

    static <T extends Ability> boolean has(App app, Class<T> ability) {
        return app.descriptor().has(ability);
    }

    static List<SourceRecord> list(App app, Sample sample) {
        List<SourceRecord> all = new ArrayList<>();
        Optional<Cursor> next = Optional.empty();
        do {
            Optional<Cursor> from = next;
            Page page = app.call(connector ->
                            connector.need(RecordListing.class).list(sample.type(), sample.fields(), from))
                    .value();
            all.addAll(page.records());
            next = page.next();
        } while (next.isPresent());
        return all;
    }

    /** Reads changes to the end and returns where the next poll begins. */
    static Cursor poll(App app, Sample sample, Cursor from, Consumer<Page> look) {
        Cursor next = from;
        boolean more = true;
        while (more) {
            Cursor at = next;
            Page page = app.call(connector ->
                            connector.need(ChangeSource.class).changes(sample.type(), sample.fields(), at))
                    .value();
            look.accept(page);
            next = page.next().orElseThrow(() -> new AssertionError("an incremental page says where to go on"));
            more = page.more();
        }
        return next;
    }

    static Found read(App app, Sample sample, Collection<String> ids) {
        return app.call(connector ->
                        connector.need(RecordReader.class).readByIds(sample.type(), sample.fields(), ids))
                .value();
    }

    static SourceRecord readOne(App app, Sample sample, String id) {
        List<SourceRecord> found = read(app, sample, Set.of(id)).records();
        if (found.size() != 1) {
            throw new AssertionError("one record was to be found by " + id + ", not " + found.size());
        }
        return found.getFirst();
    }

    static List<Answer> create(App app, Sample sample, List<NewRecord> records) {
        return app.call(connector -> connector.need(RecordWriter.class).create(sample.type(), records)).value();
    }

    static List<Answer> update(App app, Sample sample, List<RecordUpdate> updates) {
        return app.call(connector -> connector.need(RecordWriter.class).update(sample.type(), updates)).value();
    }

    static Answer update(App app, Sample sample, String id, Map<String, FieldValue> fields) {
        List<Answer> answers = update(app, sample, List.of(new RecordUpdate(id, fields)));
        if (answers.size() != 1) {
            throw new AssertionError("one answer per input, not " + answers.size());
        }
        return answers.getFirst();
    }
}
