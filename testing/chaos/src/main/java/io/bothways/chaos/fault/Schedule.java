package io.bothways.chaos.fault;

import io.bothways.contracts.Side;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * What breaks when, drawn from a seed: each kind once if the run is long enough, then again at random. A process is given
 * time to come back before it dies again, so that the launcher does not take the chaos for a program that cannot run.
 */
public final class Schedule {
    private static final long SLOT = 3_500;
    private static final long BEGIN = 2_000;
    /** What breaks last still meets people who edit. */
    private static final long END = 3_000;
    private static final long BETWEEN_DEATHS_OF_A_PROCESS = 22_000;
    private static final long BETWEEN_SERVERS = 14_000;

    private final Random random;
    private final long millis;
    private final Map<FaultKind, Long> lastOf = new EnumMap<>(FaultKind.class);
    private final List<PlannedFault> planned = new ArrayList<>();

    private Schedule(long seed, int seconds) {
        this.random = new Random(seed * 1_000_003L + 17);
        this.millis = seconds * 1_000L;
    }

    /** The faults of a run of so many seconds, in their order. */
    public static List<PlannedFault> draw(long seed, int seconds) {
        return new Schedule(seed, seconds).draw();
    }

    private List<PlannedFault> draw() {
        Deque<FaultKind> wanted = shuffled();
        for (long slot = BEGIN; slot + SLOT <= millis - END; slot += SLOT) {
            long at = slot + random.nextInt((int) SLOT);
            choose(wanted, at).ifPresent(kind -> {
                lastOf.put(kind, at);
                planned.add(planned(kind, at));
            });
            if (wanted.isEmpty()) {
                wanted.addAll(shuffled());
            }
        }
        return List.copyOf(planned);
    }

    /** The first that is wanted and may happen now; calls that hang come first, because they take their time to end. */
    private Optional<FaultKind> choose(Deque<FaultKind> wanted, long at) {
        for (FaultKind kind : List.copyOf(wanted)) {
            if (mayHappen(kind, at)) {
                wanted.remove(kind);
                return Optional.of(kind);
            }
        }
        List<FaultKind> calls = Arrays.stream(FaultKind.values()).filter(kind -> kind.hitsCalls() && !kind.isSlow()).toList();
        return Optional.of(calls.get(random.nextInt(calls.size())));
    }

    private boolean mayHappen(FaultKind kind, long at) {
        boolean recovered = lastOf.entrySet().stream().allMatch(last ->
                kind.process().isEmpty()
                        || !kind.process().equals(last.getKey().process()) && !(kind.hitsServer() && last.getKey().hitsServer())
                        || at - last.getValue() >= (kind.process().equals(last.getKey().process())
                                ? BETWEEN_DEATHS_OF_A_PROCESS : BETWEEN_SERVERS));
        return recovered && (!kind.isSlow() || at <= millis / 2);
    }

    private Deque<FaultKind> shuffled() {
        List<FaultKind> kinds = new ArrayList<>(List.of(FaultKind.values()));
        Collections.shuffle(kinds, random);
        return new ArrayDeque<>(kinds);
    }

    private PlannedFault planned(FaultKind kind, long at) {
        Side side = switch (kind) {
            // Salesforce has no 429 and no token to rotate; HubSpot's private app has no sessions.
            case THROTTLED, TOKEN_REVOKED -> Side.A;
            case SESSIONS_ENDED -> Side.B;
            default -> random.nextBoolean() ? Side.A : Side.B;
        };
        long lasts = switch (kind) {
            case LATENCY, WEBHOOKS_DUPLICATED, WEBHOOKS_REORDERED, WEBHOOKS_DROPPED, TOKEN_REVOKED ->
                3_000 + random.nextInt(5_000);
            default -> 0;
        };
        int times = kind.hitsCalls() && !kind.isSlow() ? 1 + random.nextInt(3) : 1;
        return new PlannedFault(at, kind, side, lasts, times);
    }
}
