package io.bothways.runtime.budget;

import io.bothways.contracts.Lane;
import io.bothways.runtime.budget.Ask.Answered;
import io.bothways.runtime.budget.Ask.Grant;
import io.bothways.runtime.budget.Ask.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Processes that share one account's budget, in virtual time: calls are sent some time after they were granted, arrive,
 * and are answered some time later. The true time, the database's and each process's steady clock are told apart.
 */
final class BudgetWorld {
    static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

    final List<Limit> limits;
    final Random random;
    final List<Arrival> arrivals = new ArrayList<>();
    final Map<Lane, List<Long>> waits = new HashMap<>();
    private final Map<String, byte[]> rows = new HashMap<>();
    private final List<Process> processes = new ArrayList<>();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>((a, b) -> a.at != b.at ? Long.compare(a.at, b.at) : Long.compare(a.number, b.number));
    private long numbers;
    long now = 1_000_000_000_000L;
    long databaseAhead;

    record Arrival(Lane lane, long at) {}

    private record Event(long at, long number, Runnable what) {}

    /** How a process behaves, in milliseconds. */
    record Ways(long sendsWithin, long answeredWithin, int most, Map<Lane, Long> everyMillis) {}

    BudgetWorld(long seed, Limit... limits) {
        this.random = new Random(seed);
        this.limits = List.of(limits);
        for (Lane lane : Lane.values()) {
            waits.put(lane, new ArrayList<>());
        }
    }

    final class Process {
        private final String name;
        private final Ways ways;
        private final BudgetClock clock = new BudgetClock(() -> now * 1_000_000);
        private final Map<Lane, List<Long>> waiting = new HashMap<>();
        private final List<Long> answered = new ArrayList<>();
        private int open;
        private long askAt;
        private boolean dead;
        private final List<Limit> limits;

        Process(String name, Ways ways, List<Limit> limits) {
            this.name = name;
            this.ways = ways;
            this.limits = limits;
            ways.everyMillis.forEach((lane, every) -> at(now + 1 + random.nextLong(every + 1), () -> wish(lane)));
        }

        private void wish(Lane lane) {
            if (dead) {
                return;
            }
            waiting.computeIfAbsent(lane, l -> new ArrayList<>());
            if (open + waiting.values().stream().mapToInt(List::size).sum() < ways.most) {
                waiting.get(lane).add(now);
                askAt = lane == Lane.LIVE ? now : askAt;
            }
            long every = ways.everyMillis.get(lane);
            at(now + Math.max(1, every), () -> wish(lane));
            ask();
        }

        private void ask() {
            if (dead || askAt > now || waiting.values().stream().allMatch(List::isEmpty) && answered.isEmpty()) {
                return;
            }
            Map<Lane, Long> demand = new HashMap<>();
            waiting.forEach((lane, since) -> {
                if (!since.isEmpty()) {
                    demand.put(lane, (long) since.size());
                }
            });
            Ask ask = new Ask(name, limits.stream().map(limit -> new Charge(limit, 1)).toList(), demand, 0,
                    answered.stream().map(at -> new Answered(1, now - at)).toList(), 0,
                    Purse.HOLD.plus(CALL_TIMEOUT), List.<Told>of());
            answered.clear();
            Grant grant = exchange(ask, clock);
            askAt = now + grant.waitMillis();
            grant.calls().forEach((lane, calls) -> {
                for (long i = 0; i < calls; i++) {
                    waits.get(lane).add(now - waiting.get(lane).removeFirst());
                    call(lane);
                }
            });
            if (grant.waitMillis() > 0) {
                at(askAt, this::ask);
            }
        }

        private void call(Lane lane) {
            open++;
            long sent = now + random.nextLong(ways.sendsWithin + 1);
            long answeredAt = sent + random.nextLong(ways.answeredWithin + 1);
            at(sent + (answeredAt - sent) / 2, () -> arrivals.add(new Arrival(lane, now)));
            at(answeredAt, () -> {
                open--;
                answered.add(now);
                ask();
            });
        }

        /** What it was lent is never reported; what it has sent still arrives. */
        void die() {
            dead = true;
        }
    }

    Process process(String name, Ways ways) {
        return process(name, ways, limits);
    }

    /** @param counted the limits that its calls count against */
    Process process(String name, Ways ways, List<Limit> counted) {
        Process process = new Process(name, ways, counted);
        processes.add(process);
        return process;
    }

    void at(long moment, Runnable what) {
        events.add(new Event(moment, numbers++, what));
    }

    void run(Duration howLong) {
        long end = now + howLong.toMillis();
        while (!events.isEmpty() && events.peek().at <= end) {
            Event event = events.poll();
            now = Math.max(now, event.at);
            event.what.run();
        }
        now = end;
    }

    Grant exchange(Ask ask, BudgetClock clock) {
        List<Usage> usages = new ArrayList<>();
        for (Charge charge : ask.charges()) {
            Usage usage = UsageBytes.read(charge.limit(), rows.getOrDefault(charge.limit().key(), new byte[0]));
            usage.advance(clock.time(usage, now + databaseAhead));
            usages.add(usage);
        }
        Grant grant = Allotment.of(ask, usages);
        usages.forEach(usage -> rows.put(usage.limit().key(), UsageBytes.write(usage)));
        return grant;
    }

    Usage usage(Limit limit) {
        Usage usage = UsageBytes.read(limit, rows.getOrDefault(limit.key(), new byte[0]));
        usage.advance(now + databaseAhead + usage.skew);
        return usage;
    }

    /** The most that arrived within any stretch of this length, as an app counts them. */
    long mostWithin(long length) {
        List<Long> sorted = arrivals.stream().map(Arrival::at).sorted().toList();
        long most = 0;
        int first = 0;
        for (int i = 0; i < sorted.size(); i++) {
            while (sorted.get(first) + length <= sorted.get(i)) {
                first++;
            }
            most = Math.max(most, i - first + 1);
        }
        return most;
    }

    long arrived(Lane lane) {
        return arrivals.stream().filter(arrival -> arrival.lane() == lane).count();
    }

    long percentile(Lane lane, double part) {
        List<Long> sorted = waits.get(lane).stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1, Math.round(sorted.size() * part)));
    }
}
