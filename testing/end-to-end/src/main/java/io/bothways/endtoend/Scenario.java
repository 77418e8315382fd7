package io.bothways.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.endtoend.AppView.Calls;
import io.bothways.endtoend.InitialSync.Done;
import io.bothways.launcher.SimulatorSpec;
import io.bothways.launcher.Stack;
import io.bothways.launcher.StackOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Everything that {@code ./bothways check} tries, in order. A step that fails does not hide the next ones. */
public final class Scenario {
    private static final Duration SYNC_LIMIT = Duration.ofSeconds(150);
    private static final int CONTACTS_A = 300;
    private static final int CONTACTS_B = 280;
    private static final int LATENCY_EDITS = 200;
    private static final int WINDOW_EDITS = 150;

    private final Path data;
    private final long seed;
    private final Consumer<String> progress;
    private final Report report = new Report();

    public Scenario(Path data, long seed, Consumer<String> progress) {
        this.data = data;
        this.seed = seed;
        this.progress = progress;
    }

    public Report run() {
        try (Stack stack = Stack.start(options(true))) {
            World world = new World(stack);
            initialSync(world);
            if (report.ok()) {
                live(world);
                atRest(world);
            }
        }
        if (report.ok()) {
            again();
        }
        return report;
    }

    private StackOptions options(boolean fresh) {
        String seedText = Long.toString(seed);
        return StackOptions.in(data)
                .fresh(fresh)
                .pollFloor(Duration.ofSeconds(2))
                .settleDelay(Duration.ZERO)
                .simulators(
                        SimulatorSpec.hubspot(
                                true, "--seed", seedText, "--profile", "demo",
                                "--contacts", Integer.toString(CONTACTS_A), "--companies", "60"),
                        SimulatorSpec.salesforce(
                                true, "--seed", seedText, "--profile", "demo",
                                "--contacts", Integer.toString(CONTACTS_B), "--contacts-from", "120",
                                "--companies", "60", "--companies-from", "20"))
                .progress(progress)
                .build();
    }

    private void initialSync(World world) {
        InitialSync contacts = new InitialSync(world, Pairing.CONTACTS);
        InitialSync companies = new InitialSync(world, Pairing.COMPANIES);
        step("initial sync", () -> {
            world.connectAccounts(Map.of("poll_interval", "PT2S"));
            world.webhooks(true);
            world.hubspot().resetCalls();
            world.salesforce().resetCalls();
            long begun = System.nanoTime();
            world.connect(List.of());
            Await.noProblem(SYNC_LIMIT, () -> contacts.problem().or(companies::problem));
            double took = (System.nanoTime() - begun) / 1e9;
            Done people = contacts.done();
            Done firms = companies.done();
            report.figure("initial_sync_records_per_s", (people.records() + firms.records()) / took);
            return "contacts " + words(people) + "; companies " + words(firms);
        });
        if (!report.ok()) {
            return;
        }
        step("initial sync: calls within ⌈A/page⌉ + ⌈B/page⌉ and full batches", () -> initialCalls(world, contacts, companies));
        step("initial sync: nothing more is written", () -> quiet(world, 2));
    }

    /** D4: each side is listed once; the catch-up poll of each object comes on top, writes go in batches. */
    private String initialCalls(World world, InitialSync contacts, InitialSync companies) {
        Calls a = world.hubspot().calls();
        Calls b = world.salesforce().calls();
        report.figure("calls_initial_hubspot_list", a.of("contacts.list", "companies.list"));
        report.figure("calls_initial_hubspot_write", a.writes());
        report.figure("calls_initial_salesforce_read", b.of("query"));
        report.figure("calls_initial_salesforce_write", b.writes());
        long listA = pages(CONTACTS_A, 100) + pages(60, 100);
        atMost("listing calls to HubSpot", a.of("contacts.list", "companies.list"), listA);
        return a.operations() + " and " + b.operations() + " for " + words(contacts.done()) + " and "
                + words(companies.done());
    }

    private void live(World world) {
        Map<String, String> pairs = linkedContacts(world);
        LiveSteps live = new LiveSteps(world, pairs);
        step("edit A→B by webhook", live::editByWebhook);
        step("edit A→B by poll with webhooks off", live::editByPoll);
        step("edit B→A", live::editBack);
        step("clear a value A→B", live::clear);
        step("concurrent edits of different fields both survive", live::concurrentFields);
        step("create A→B and B→A with association", live::createWithAssociation);
        step("a changed e-mail updates the same counterpart", live::changedEmail);
        step("the same webhook delivered 20 times at once makes one record", live::twentyDeliveries);
        step("an invalid signature is answered 401 and nothing is published", new Forgery(world)::tried);
        step("429 with Retry-After: waits, then completes", live::throttled);
        step("a poll with " + WINDOW_EDITS + " changes: one read per page, full batches, no look-ups", () -> cycle(world, pairs));
        step("200 edits at 10 a second arrive", () -> {
            long[] latencies = new Latency(world).measure(LATENCY_EDITS, pairs);
            report.figure("webhook_to_visible_ms_p50", Latency.percentile(latencies, 50));
            report.figureAtMost("webhook_to_visible_ms_p95", Latency.percentile(latencies, 95), 1000);
            return Latency.spread(latencies);
        });
        report.figureAtMost("rss_mb", world.stack().memory() / 1e6, 1500);
    }

    /** D3: N changes cost at most 1 list + ⌈N/page⌉ reads, no find calls, ⌈N/batch⌉ writes a side. */
    private String cycle(World world, Map<String, String> pairs) {
        world.webhooks(false);
        quiet(world, 2);
        world.hubspot().resetCalls();
        world.salesforce().resetCalls();
        List<Map.Entry<String, String>> edited = new ArrayList<>(pairs.entrySet()).subList(0, Math.min(WINDOW_EDITS, pairs.size()));
        edited.forEach(pair -> world.salesforce().edit("Contact", pair.getValue(), "MailingCity", "Window " + pair.getKey()));
        edited.forEach(pair -> World.awaitField(world.hubspot(), "contacts", pair.getKey(), "city", "Window " + pair.getKey()));
        Calls a = world.hubspot().calls();
        long finds = a.of("find");
        world.webhooks(true);
        report.figure("calls_cycle_hubspot_write", a.of("batch_update"));
        report.figure("calls_cycle_hubspot_find", finds);
        atMost("look-ups in HubSpot", finds, 0);
        // The edits take longer than one poll interval, so they fall into a few cycles, each with a partial batch.
        long batches = pages(edited.size(), 100) + 4;
        atMost("batch updates of HubSpot", a.of("batch_update"), batches);
        // What was not read for a while is read again before it is written, a batch at once.
        atMost("batch readings of HubSpot", a.of("batch_read"), batches);
        return edited.size() + " changes, " + a.of("batch_update") + " batch updates, " + finds + " look-ups";
    }

    private void atRest(World world) {
        step("at rest: 0 writes over three poll cycles", () -> {
            quiet(world, 2);
            world.hubspot().resetCalls();
            world.salesforce().resetCalls();
            world.awaitPolls(3);
            long writes = world.hubspot().calls().writes() + world.salesforce().calls().writes();
            report.figure("calls_idle_hubspot", world.hubspot().calls().total());
            report.figure("calls_idle_salesforce", world.salesforce().calls().total());
            atMost("writes at rest", writes, 0);
            return world.hubspot().calls().operations() + ", " + world.salesforce().calls().operations();
        });
        step("restart of all services: a cycle with 0 writes", () -> {
            world.hubspot().resetCalls();
            world.salesforce().resetCalls();
            world.stack().restartServices();
            world.awaitPolls(1);
            long writes = world.hubspot().calls().writes() + world.salesforce().calls().writes();
            atMost("writes after a restart", writes, 0);
            return "0 writes";
        });
    }

    /** A second start on kept data, until the first edit is seen on the other side. */
    private void again() {
        step("second start: continues, and the first edit arrives", () -> {
            long begun = System.nanoTime();
            try (Stack stack = Stack.start(options(false))) {
                World world = new World(stack);
                Map<String, String> pairs = linkedContacts(world);
                Map.Entry<String, String> pair = pairs.entrySet().iterator().next();
                world.hubspot().edit("contacts", pair.getKey(), "jobtitle", "First after the start");
                World.awaitField(world.salesforce(), "Contact", pair.getValue(), "Title", "First after the start");
                double took = (System.nanoTime() - begun) / 1e9;
                report.figureAtMost("startup_to_first_sync_s", took, 20);
                return String.format(java.util.Locale.ROOT, "%.1f s", took);
            }
        });
    }

    /** Waits until neither app was written to for so many poll cycles. */
    private static String quiet(World world, int cycles) {
        Await.until("rest", SYNC_LIMIT, () -> {
            long before = world.hubspot().calls().writes() + world.salesforce().calls().writes();
            world.awaitPolls(cycles);
            return before == world.hubspot().calls().writes() + world.salesforce().calls().writes();
        });
        return "no writes for " + cycles + " poll cycles";
    }

    private static Map<String, String> linkedContacts(World world) {
        Map<String, String> byEmail = new TreeMap<>();
        world.salesforce().records("Contact").forEach((id, fields) -> byEmail.put(email(fields, "Email"), id));
        Map<String, String> pairs = new LinkedHashMap<>();
        world.hubspot().records("contacts").forEach((id, fields) -> Optional.ofNullable(byEmail.get(email(fields, "email")))
                .ifPresent(other -> pairs.put(id, other)));
        return pairs;
    }

    private static String email(JsonNode fields, String name) {
        return Canonical.of(fields.path(name));
    }

    private void step(String name, Supplier<String> tried) {
        progress.accept(name + " …");
        try {
            String detail = tried.get();
            report.step(name, true, detail);
            progress.accept(name + ": ok, " + detail);
        } catch (RuntimeException failed) {
            String detail = failed instanceof CheckFailure ? failed.getMessage() : failed.toString();
            report.step(name, false, detail);
            progress.accept(name + ": FAILED, " + detail);
        }
    }

    private static void atMost(String what, long seen, long allowed) {
        if (seen > allowed) {
            throw new CheckFailure(seen + " " + what + ", at most " + allowed + " are allowed");
        }
    }

    private static long pages(long records, long page) {
        return (records + page - 1) / page;
    }

    private static String words(Done done) {
        return done.matched() + " matched, " + done.createdA() + " + " + done.createdB() + " created, " + done.filledA()
                + " + " + done.filledB() + " filled, " + done.differences() + " differences kept";
    }
}
