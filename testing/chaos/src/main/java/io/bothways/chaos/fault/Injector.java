package io.bothways.chaos.fault;

import io.bothways.contracts.Side;
import io.bothways.endtoend.CheckFailure;
import io.bothways.launcher.Stack;
import io.bothways.launcher.client.SimulatorControl;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Carries a schedule out, in the background, and writes down what was done when. */
public final class Injector {
    private static final List<String> WRITES_A = List.of("contacts.batch_update", "contacts.batch_create");
    private static final List<String> READS_A = List.of("contacts.search", "contacts.batch_read", "companies.search");
    private static final List<String> WRITES_B = List.of("collections.update", "Contact.collections_upsert");
    private static final List<String> READS_B = List.of("query", "Contact.retrieve");
    private static final long RECONNECTED_WITHIN_S = 120;

    private final Stack stack;
    private final Map<Side, SimulatorControl> apps;
    private final Map<Side, String> webhookUrls;
    private final BiConsumer<Side, String> reconnect;
    private final Consumer<String> say;
    private final Random random;
    private final ScheduledExecutorService schedule =
            Executors.newScheduledThreadPool(4, Thread.ofPlatform().daemon().name("faults").factory());
    private final Map<Side, Integer> moods = new EnumMap<>(Side.class);
    private final List<Injected> done = new ArrayList<>();

    /** A fault that was injected, and when (milliseconds of the epoch). */
    public record Injected(PlannedFault fault, long atMillis, String what) {}

    /**
     * @param webhookUrls where the apps send their webhooks
     * @param reconnect gives an account the new credentials of its app
     */
    public Injector(Stack stack, Map<Side, SimulatorControl> apps, Map<Side, String> webhookUrls,
            BiConsumer<Side, String> reconnect, long seed, Consumer<String> say) {
        this.stack = stack;
        this.apps = Map.copyOf(apps);
        this.webhookUrls = Map.copyOf(webhookUrls);
        this.reconnect = reconnect;
        this.random = new Random(seed + 5);
        this.say = say;
    }

    /** From now on everything breaks as it was drawn. */
    public void begin(List<PlannedFault> planned) {
        planned.forEach(fault -> later(fault.atMillis(), () -> inject(fault)));
    }

    /** Everything that was injected, in its order. */
    public synchronized List<Injected> done() {
        return List.copyOf(done);
    }

    /** Ends all faults and returns when the apps behave and every account has its credentials again. */
    public void end() {
        schedule.shutdown();
        try {
            if (!schedule.awaitTermination(RECONNECTED_WITHIN_S, TimeUnit.SECONDS)) {
                throw new CheckFailure("the faults did not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CheckFailure("interrupted");
        }
        apps.forEach((side, app) -> {
            app.send("PUT", "/_simulator/faults", Map.of("faults", List.of()));
            app.send("PUT", "/_simulator/latency", Map.of("ms", 0));
            webhooks(side, Map.of());
        });
    }

    /** Ends the schedule whatever it was about to do. */
    public void abandon() {
        schedule.shutdownNow();
    }

    private void later(long millis, Runnable what) {
        schedule.schedule(() -> {
            try {
                what.run();
            } catch (RuntimeException failed) {
                say.accept("a fault could not be injected: " + failed.getMessage());
            }
        }, millis, TimeUnit.MILLISECONDS);
    }

    private void inject(PlannedFault fault) {
        Side side = fault.side();
        SimulatorControl app = apps.get(side);
        String what = switch (fault.kind()) {
            case KILL_POLLER, KILL_WEBHOOK, KILL_MERGE, KILL_WRITER, KILL_STATUS, KILL_KAFKA, KILL_POSTGRES -> {
                stack.kill(fault.kind().process().orElseThrow());
                yield "";
            }
            case RESTART_KAFKA, RESTART_POSTGRES -> {
                stack.restart(fault.kind().process().orElseThrow());
                yield "";
            }
            case THROTTLED, ERROR_BEFORE, ERROR_AFTER, TIMEOUT_BEFORE, TIMEOUT_AFTER, DROPPED_BEFORE, DROPPED_AFTER ->
                plan(app, fault);
            case LATENCY -> {
                int millis = 500 + draw(2_500);
                app.send("PUT", "/_simulator/latency", Map.of("ms", millis));
                later(fault.lastsMillis(), () -> app.send("PUT", "/_simulator/latency", Map.of("ms", 0)));
                yield millis + " ms";
            }
            case WEBHOOKS_DUPLICATED -> mood(fault, Map.of("duplicates", 3));
            case WEBHOOKS_REORDERED -> mood(fault, Map.of("delay_ms", 1_500, "reordered", true));
            case WEBHOOKS_DROPPED -> mood(fault, Map.of("enabled", false));
            case TOKEN_REVOKED -> {
                String token = app.send("POST", "/_simulator/tokens/rotate", Map.of()).path("access_token").asText();
                later(fault.lastsMillis(), () -> reconnect.accept(side, token));
                yield "";
            }
            case SESSIONS_ENDED -> {
                app.send("POST", "/_simulator/sessions/close", Map.of());
                yield "";
            }
        };
        note(new Injected(fault, System.currentTimeMillis(), what));
    }

    private String plan(SimulatorControl app, PlannedFault fault) {
        String operation = operation(fault);
        Map<String, Object> planned = new HashMap<>(Map.of("operation", operation, "times", fault.times(),
                "kind", fault.kind().kindOfCall()));
        if (fault.kind() == FaultKind.THROTTLED) {
            planned.put("status", 429);
            planned.put("headers", Map.of("Retry-After", "2"));
            planned.put("body", Map.of("status", "error", "category", "RATE_LIMITS", "policyName", "TEN_SECONDLY_ROLLING"));
        } else if (fault.kind() == FaultKind.ERROR_BEFORE || fault.kind() == FaultKind.ERROR_AFTER) {
            planned.put("status", 500);
        }
        app.send("POST", "/_simulator/faults", Map.of("faults", List.of(planned)));
        return fault.times() + " × " + operation;
    }

    /** What takes effect although the answer is lost is a write; everything else may hit any call. */
    private String operation(PlannedFault fault) {
        boolean write = switch (fault.kind()) {
            case ERROR_AFTER, TIMEOUT_AFTER, DROPPED_AFTER -> true;
            default -> draw(2) == 0;
        };
        List<String> operations = fault.side() == Side.A ? write ? WRITES_A : READS_A : write ? WRITES_B : READS_B;
        return operations.get(draw(operations.size()));
    }

    private String mood(PlannedFault fault, Map<String, Object> mood) {
        int mine;
        synchronized (this) {
            mine = moods.merge(fault.side(), 1, Integer::sum);
        }
        webhooks(fault.side(), mood);
        later(fault.lastsMillis(), () -> {
            if (isLast(fault.side(), mine)) {
                webhooks(fault.side(), Map.of());
            }
        });
        return fault.lastsMillis() + " ms";
    }

    private synchronized boolean isLast(Side side, int mood) {
        return moods.get(side) == mood;
    }

    private void webhooks(Side side, Map<String, Object> mood) {
        Map<String, Object> settings = new HashMap<>(Map.of("url", webhookUrls.get(side), "enabled", true));
        settings.putAll(mood);
        apps.get(side).send("PUT", "/_simulator/webhooks", settings);
    }

    private synchronized void note(Injected injected) {
        done.add(injected);
        boolean inOurs = injected.fault().kind().process().isPresent();
        say.accept("fault: " + injected.fault().kind().word() + (inOurs ? "" : " in " + name(injected.fault().side()))
                + (injected.what().isEmpty() ? "" : " (" + injected.what() + ")"));
    }

    private synchronized int draw(int bound) {
        return random.nextInt(bound);
    }

    private static String name(Side side) {
        return side == Side.A ? "HubSpot" : "Salesforce";
    }
}
