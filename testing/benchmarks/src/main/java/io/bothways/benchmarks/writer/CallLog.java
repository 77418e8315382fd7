package io.bothways.benchmarks.writer;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.launcher.client.SimulatorControl;
import java.util.ArrayList;
import java.util.List;

/** How many calls the app had accepted, looked at twice a second. */
final class CallLog implements AutoCloseable {
    private static final long EVERY_MS = 500;

    private final SimulatorControl app;
    private final List<Look> looks = new ArrayList<>();
    private final Thread thread = new Thread(this::look, "calls");
    private volatile boolean closed;

    /** What the app had counted at one moment. */
    record Look(long nanos, long accepted, long throttled) {}

    CallLog(SimulatorControl app) {
        this.app = app;
        thread.start();
    }

    private void look() {
        while (!closed) {
            JsonNode calls = app.get("/_simulator/calls");
            long throttled = calls.path("throttled").asLong();
            synchronized (looks) {
                looks.add(new Look(System.nanoTime(), calls.path("total").asLong() - throttled, throttled));
            }
            try {
                Thread.sleep(EVERY_MS);
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }

    /** Accepted calls per second between two moments. */
    double rate(long from, long to) {
        synchronized (looks) {
            List<Look> within = looks.stream().filter(look -> look.nanos() >= from && look.nanos() <= to).toList();
            if (within.size() < 2) {
                return 0;
            }
            Look first = within.getFirst();
            Look last = within.getLast();
            return (last.accepted() - first.accepted()) / ((last.nanos() - first.nanos()) / 1e9);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
