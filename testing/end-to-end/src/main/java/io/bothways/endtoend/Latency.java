package io.bothways.endtoend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How long an edit in one app takes to be seen in the other, at a steady pace of edits. */
final class Latency {
    private static final int PER_SECOND = 10;

    private final World world;

    Latency(World world) {
        this.world = world;
    }

    /** Milliseconds from the edit in HubSpot to its sight in Salesforce, of all edits, sorted. */
    long[] measure(int edits, Map<String, String> pairs) {
        List<Map.Entry<String, String>> targets = new ArrayList<>(pairs.entrySet());
        Map<String, Long> sentAt = new HashMap<>();
        Map<String, Long> seenAfter = new HashMap<>();
        long begun = System.nanoTime();
        long deadline = begun + TimeUnit.SECONDS.toNanos(edits / PER_SECOND + 60);
        int sent = 0;
        while (seenAfter.size() < edits) {
            while (sent < edits && System.nanoTime() - begun >= sent * (1_000_000_000L / PER_SECOND)) {
                String value = "Pace " + sent;
                String id = targets.get(sent % targets.size()).getKey();
                sentAt.put(value, System.nanoTime());
                world.hubspot().edit("contacts", id, "jobtitle", value);
                sent++;
            }
            look(sentAt, seenAfter);
            if (System.nanoTime() > deadline) {
                throw new CheckFailure(seenAfter.size() + " of " + edits + " edits were seen on the other side in time");
            }
            Await.pause(5);
        }
        return seenAfter.values().stream().mapToLong(Long::longValue).sorted().toArray();
    }

    static long percentile(long[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    static String spread(long[] sorted) {
        return Arrays.stream(new int[] {50, 95, 99})
                .mapToObj(percent -> "p" + percent + " " + percentile(sorted, percent) + " ms")
                .reduce((left, right) -> left + ", " + right)
                .orElse("");
    }

    private void look(Map<String, Long> sentAt, Map<String, Long> seenAfter) {
        world.salesforce().records("Contact").values().forEach(fields -> {
            String title = fields.path("Title").asText();
            Long sent = sentAt.get(title);
            if (sent != null) {
                seenAfter.putIfAbsent(title, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sent));
            }
        });
    }
}
