package io.bothways.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.launcher.LauncherException;
import io.bothways.launcher.SimulatorSpec;
import io.bothways.launcher.Stack;
import io.bothways.launcher.client.SimulatorControl;
import io.bothways.launcher.client.StatusApi;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sets up, continues and describes the demo on a running stack. */
public final class Demo {
    /** How often both apps are polled; the operator's default is too slow to watch. */
    public static final Duration POLL_FLOOR = Duration.ofSeconds(2);
    private static final String SEED = "7";
    private static final int EDITS_PER_MINUTE = 20;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(60);
    private static final Duration SYNC_LIMIT = Duration.ofMinutes(3);

    private final Stack stack;
    private final Path file;
    private final Consumer<String> progress;
    private final StatusApi api;
    private final SimulatorControl hubspot;
    private final SimulatorControl salesforce;
    private DemoState state;

    public Demo(Stack stack, Path data, Consumer<String> progress) {
        this.stack = stack;
        this.file = data.resolve("demo.json");
        this.progress = progress;
        this.api = StatusApi.of(stack);
        this.hubspot = new SimulatorControl(stack.url("hubspot"));
        this.salesforce = new SimulatorControl(stack.url("salesforce"));
        this.state = DemoState.readFrom(file);
    }

    /** 2,000 and 1,800 contacts with 1,200 in common, 300 companies each with 200 in common. */
    public static SimulatorSpec[] apps() {
        return new SimulatorSpec[] {
            SimulatorSpec.hubspot(true, "--seed", SEED, "--profile", "demo", "--contacts", "2000",
                    "--companies", "300"),
            SimulatorSpec.salesforce(true, "--seed", SEED, "--profile", "demo", "--contacts", "1800",
                    "--contacts-from", "800", "--companies", "300", "--companies-from", "100")};
    }

    /** Connects the apps unless they are connected, waits for the initial sync and lets the people begin. */
    public void run(boolean withPeople) {
        String first = account(state.hubspotAccount(), "HubSpot", "hubspot");
        state = state.withHubspot(first).keptIn(file);
        String second = account(state.salesforceAccount(), "Salesforce", "salesforce");
        state = state.withSalesforce(second).keptIn(file);
        subscribe(hubspot, first);
        subscribe(salesforce, second);
        chooseTour();
        String connection = state.connection();
        if (connection == null) {
            connection = api.createConnection("HubSpot ⇄ Salesforce", first, second);
            state = state.withConnection(connection).keptIn(file);
            progress.accept("The two apps are connected; the initial sync begins");
        }
        awaitLive(connection);
        hubspot.people(withPeople, EDITS_PER_MINUTE, tour().map(DemoState.TourContact::hubspotId).stream().toList());
        salesforce.people(withPeople, EDITS_PER_MINUTE,
                tour().map(DemoState.TourContact::salesforceId).stream().toList());
        if (withPeople) {
            progress.accept("Simulated people now edit in both apps");
        }
    }

    public String connection() {
        return Optional.ofNullable(state.connection())
                .orElseThrow(() -> new IllegalStateException("the demo has not run"));
    }

    public URI loginLink() {
        return api.loginLink();
    }

    /** The contact of the tour in HubSpot and in Salesforce; empty if the people have deleted it. */
    public List<URI> tourLinks() {
        return tour().map(contact -> List.of(
                stack.url("hubspot").resolve("/records/contacts/" + contact.hubspotId()),
                stack.url("salesforce").resolve("/records/Contact/" + contact.salesforceId()))).orElse(List.of());
    }

    public Optional<String> tourName() {
        return tour().map(DemoState.TourContact::name);
    }

    private Optional<DemoState.TourContact> tour() {
        return Optional.ofNullable(state.tour());
    }

    private String account(@Nullable String known, String name, String app) {
        String id = known == null ? api.createAccount(name, stack.app(app), POLL_FLOOR) : known;
        if (known != null && !api.account(id).path("base_url").asText().equals(stack.app(app).baseUrl().toString())) {
            api.moveAccount(id, stack.app(app).baseUrl());
        }
        return id;
    }

    private void subscribe(SimulatorControl app, String account) {
        app.subscribe(api.awaitConnected(account, CONNECT_LIMIT).required("webhook_url").asText());
    }

    private void awaitLive(String connection) {
        String[] told = {""};
        try {
            api.awaitLive(connection, SYNC_LIMIT, now -> {
                String text = now.path("state").asText() + counts(now.path("counts"));
                if (!text.equals(told[0])) {
                    told[0] = text;
                    progress.accept("Initial sync: " + text);
                }
            });
        } catch (LauncherException late) {
            progress.accept("The initial sync goes on in the background: " + late.getMessage());
        }
    }

    private static String counts(JsonNode counts) {
        StringBuilder text = new StringBuilder();
        counts.properties().forEach(count -> text.append(text.isEmpty() ? " · " : ", ")
                .append(count.getKey()).append(' ').append(count.getValue().asText()));
        return text.toString();
    }

    /** Any person with an e-mail and a phone on both sides will do; e-mails differ in case and spaces. */
    private void chooseTour() {
        if (state.tour() != null) {
            return;
        }
        for (JsonNode person : salesforce.find("Contact", "", 50)) {
            String email = person.path("fields").path("Email").asText("").strip().toLowerCase(Locale.ROOT);
            if (email.isEmpty() || person.path("fields").path("Phone").asText("").isEmpty()) {
                continue;
            }
            for (JsonNode same : hubspot.find("contacts", email, 5)) {
                JsonNode fields = same.path("fields");
                if (fields.path("email").asText().strip().equalsIgnoreCase(email)
                        && !fields.path("phone").asText("").isEmpty()) {
                    state = state.withTour(new DemoState.TourContact(
                            fields.path("firstname").asText() + " " + fields.path("lastname").asText(),
                            same.path("id").asText(), person.path("id").asText())).keptIn(file);
                    return;
                }
            }
        }
    }
}
