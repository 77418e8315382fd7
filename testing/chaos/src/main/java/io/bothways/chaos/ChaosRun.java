package io.bothways.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.chaos.fault.FaultKind;
import io.bothways.chaos.fault.Injector;
import io.bothways.chaos.fault.Schedule;
import io.bothways.chaos.judge.Change;
import io.bothways.chaos.judge.Change.Record;
import io.bothways.chaos.judge.Finding;
import io.bothways.chaos.judge.Judge;
import io.bothways.chaos.judge.Judged;
import io.bothways.chaos.judge.Rest;
import io.bothways.chaos.judge.Rest.Link;
import io.bothways.chaos.people.People;
import io.bothways.contracts.Side;
import io.bothways.endtoend.Await;
import io.bothways.launcher.Service;
import io.bothways.launcher.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One seed: two apps and a tenant of its own; people and faults; rest; the verdict. */
final class ChaosRun {
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(180);
    /** Longer than a call that was lost is waited for. What stands still for so long stays as it is. */
    private static final Duration STANDSTILL = Duration.ofSeconds(100);
    private static final Duration POLLS_LIMIT = Duration.ofSeconds(90);
    private static final long ACT_EVERY_MILLIS = 330;
    private static final long PROGRESS_EVERY_MILLIS = 15_000;
    /** Contacts and companies, in either app. */
    private static final int POLLED_TYPES = 4;
    private static final int CONTACTS = 60;
    private static final int COMPANIES = 12;
    private static final int OVERLAP_FROM = 15;

    private final Stack stack;
    private final long seed;
    private final int seconds;
    private final Consumer<String> say;
    private final Map<Side, App> apps = new EnumMap<>(Side.class);

    ChaosRun(Stack stack, long seed, int seconds, Consumer<String> say) {
        this.stack = stack;
        this.seed = seed;
        this.seconds = seconds;
        this.say = say;
    }

    Outcome run() {
        try {
            apps.put(Side.A, App.start(Side.A, "hubspot", options(0)));
            apps.put(Side.B, App.start(Side.B, "salesforce", options(OVERLAP_FROM)));
            Tenancy tenancy = Tenancy.register(stack, "chaos-" + seed + "-" + System.currentTimeMillis());
            tenancy.connect(apps);
            List<Judged> judged = tenancy.judged();
            awaitRest(tenancy);
            settle(tenancy, judged, false);
            say.accept("seed " + seed + ": both apps are in step, everything begins to break for " + seconds + " s");
            Outcome outcome = breakAndJudge(tenancy, judged);
            tenancy.leave();
            return outcome;
        } finally {
            apps.values().forEach(App::close);
        }
    }

    private List<String> options(int contactsFrom) {
        return List.of("--seed", Long.toString(seed), "--contacts", Integer.toString(CONTACTS),
                "--contacts-from", Integer.toString(contactsFrom), "--companies", Integer.toString(COMPANIES),
                "--limits", "real");
    }

    private Outcome breakAndJudge(Tenancy tenancy, List<Judged> judged) {
        Injector injector = new Injector(stack,
                Map.of(Side.A, apps.get(Side.A).control(), Side.B, apps.get(Side.B).control()),
                Map.of(Side.A, tenancy.webhookUrl(Side.A), Side.B, tenancy.webhookUrl(Side.B)),
                (side, token) -> tenancy.reconnect(side, apps.get(side).introduction(), token), seed, say);
        People people = new People(seed, Map.of(Side.A, apps.get(Side.A), Side.B, apps.get(Side.B)));
        long began = System.currentTimeMillis();
        try {
            injector.begin(Schedule.draw(seed, seconds));
            work(people, injector, began);
            injector.end();
        } finally {
            injector.abandon();
        }
        say.accept("seed " + seed + ": " + people.edits() + " edits, " + injector.done().size()
                + " faults; the faults are over, waiting for rest");
        long calm = System.nanoTime();
        for (String service : Service.names()) {
            stack.awaitReady(service);
        }
        Set<Finding> findings = new LinkedHashSet<>(settle(tenancy, judged, false));
        awaitRest(tenancy);
        double settled = (System.nanoTime() - calm) / 1e9;
        long writesAtRest = writesWhile(() -> {
            awaitPolls(tenancy, 2);
            tenancy.syncEverything();
            Await.until("the end of the listings", SETTLE_LIMIT, tenancy::runsEnded);
            awaitPolls(tenancy, 1);
        });
        findings.addAll(settle(tenancy, judged, true));
        return new Outcome(seed, seconds, began, people.edits(), people.deletes(), faults(injector), injector.done(),
                List.copyOf(findings), writesAtRest, budgetViolations(), held(tenancy), settled, "");
    }

    private void work(People people, Injector injector, long began) {
        long end = began + seconds * 1_000L;
        long told = began;
        long next = began;
        while (System.currentTimeMillis() < end) {
            people.act();
            apps.values().forEach(App::collect);
            next += ACT_EVERY_MILLIS;
            long now = System.currentTimeMillis();
            if (now - told >= PROGRESS_EVERY_MILLIS) {
                told = now;
                say.accept("seed " + seed + ": " + (now - began) / 1_000 + " s, " + people.edits() + " edits, "
                        + injector.done().size() + " faults");
            }
            Await.pause(Math.max(1, next - now));
        }
    }

    /** Waits until there is nothing to find but what is blind, or for as long as is bearable; returns what was found. */
    private List<Finding> settle(Tenancy tenancy, List<Judged> judged, boolean swept) {
        long begun = System.nanoTime();
        long told = begun;
        long moved = begun;
        List<Finding> last = List.of();
        while (true) {
            long before = writes();
            Await.pause(1_500);
            Rest rest = rest(tenancy, judged);
            List<Finding> findings = Judge.judge(rest, judged, swept);
            long wrong = findings.stream().filter(finding -> !finding.kind().blind()).count();
            long now = System.nanoTime();
            boolean still = before == writes();
            if (!still || !findings.equals(last)) {
                moved = now;
                last = findings;
            }
            boolean late = now - begun > SETTLE_LIMIT.toNanos() || now - moved > STANDSTILL.toNanos();
            if (wrong == 0 && still || late) {
                return findings;
            }
            if (now - told > PROGRESS_EVERY_MILLIS * 1_000_000) {
                told = now;
                say.accept("seed " + seed + ": not at rest after " + (now - begun) / 1_000_000_000 + " s of at most "
                        + SETTLE_LIMIT.toSeconds() + " s, "
                        + findings.stream().filter(finding -> !finding.kind().blind()).map(Finding::what).limit(3).toList()
                        + " of " + wrong + " findings, " + tenancy.counts() + ", HubSpot is "
                        + tenancy.state(Side.A) + ", Salesforce " + tenancy.state(Side.B));
            }
        }
    }

    private Rest rest(Tenancy tenancy, List<Judged> judged) {
        // What the engine says comes first: an app that moves on meanwhile is looked at again.
        List<Link> links = tenancy.links();
        var conflicts = tenancy.conflicts();
        Map<Record, Map<String, String>> records = new HashMap<>();
        List<Change> changes = new ArrayList<>();
        apps.forEach((side, app) -> {
            for (Judged object : judged) {
                String type = side == Side.A ? object.typeA() : object.typeB();
                app.records(type).forEach((id, fields) -> records.put(new Record(side, type, id), texts(fields)));
            }
            app.collect();
            changes.addAll(app.changes());
        });
        return new Rest(records, links, conflicts, changes);
    }

    private static Map<String, String> texts(JsonNode fields) {
        Map<String, String> texts = new HashMap<>();
        fields.properties().forEach(field -> texts.put(field.getKey(), App.text(field.getValue())));
        return texts;
    }

    /** Returns once nothing was written for two polls of everything. */
    private void awaitRest(Tenancy tenancy) {
        long deadline = System.nanoTime() + SETTLE_LIMIT.toNanos();
        while (writesWhile(() -> awaitPolls(tenancy, 2)) > 0) {
            apps.values().forEach(App::collect);
            if (System.nanoTime() - deadline > 0) {
                say.accept("seed " + seed + ": the apps are still being written to");
                return;
            }
        }
        apps.values().forEach(App::collect);
    }

    private void awaitPolls(Tenancy tenancy, int cycles) {
        Await.until("the first poll of both apps", POLLS_LIMIT, () -> tenancy.polls().size() >= POLLED_TYPES);
        for (int cycle = 0; cycle < cycles; cycle++) {
            Map<String, Instant> before = tenancy.polls();
            Await.noProblem(POLLS_LIMIT, () -> {
                Map<String, Instant> now = tenancy.polls();
                List<String> waiting = before.keySet().stream()
                        .filter(poll -> !now.getOrDefault(poll, Instant.EPOCH).isAfter(before.get(poll)))
                        .toList();
                return waiting.isEmpty() ? Optional.empty()
                        : Optional.of("not polled again: " + waiting + " of " + now.keySet());
            });
        }
    }

    private long writesWhile(Runnable waiting) {
        long before = writes();
        waiting.run();
        return writes() - before;
    }

    private long writes() {
        return apps.values().stream().mapToLong(app -> app.calls().path("writes").asLong()).sum();
    }

    private long budgetViolations() {
        return apps.values().stream().mapToLong(app -> {
            JsonNode calls = app.calls();
            return calls.path("throttled").asLong() - calls.path("faults").path("status_429").asLong();
        }).sum();
    }

    private Map<FaultKind, Long> faults(Injector injector) {
        Map<FaultKind, Long> faults = new EnumMap<>(FaultKind.class);
        injector.done().stream().map(injected -> injected.fault().kind()).filter(kind -> !kind.hitsCalls())
                .forEach(kind -> faults.merge(kind, 1L, Long::sum));
        for (FaultKind kind : FaultKind.values()) {
            long hits = !kind.hitsCalls() ? 0 : apps.values().stream()
                    .mapToLong(app -> app.calls().path("faults").path(kind.counter()).asLong()).sum();
            if (hits > 0) {
                faults.put(kind, hits);
            }
        }
        return faults;
    }

    private static Map<String, Long> held(Tenancy tenancy) {
        Map<String, Long> held = new TreeMap<>();
        tenancy.links().forEach(link -> link.reasons().forEach(reason -> held.merge(reason.code(), 1L, Long::sum)));
        return held;
    }
}
