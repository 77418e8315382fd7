package io.bothways.benchmarks.merge;

import io.bothways.endtoend.CheckFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The service's own meters: how far it is. */
final class Gauge {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI metrics;

    Gauge(URI service) {
        metrics = service.resolve("/q/metrics");
    }

    /** What the meters say at one moment. */
    record Reading(long nanos, double changes, double results, double batches, double repeats, double parked) {}

    Reading read() {
        try {
            String page = http.send(HttpRequest.newBuilder(metrics).timeout(Duration.ofSeconds(10)).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
            return new Reading(System.nanoTime(), value(page, "bothways_merge_changes_total"),
                    value(page, "bothways_merge_results_total"),
                    value(page, "bothways_merge_duration_seconds_count"), value(page, "bothways_merge_repeats_total"),
                    value(page, "bothways_merge_parked_total"));
        } catch (IOException failed) {
            throw new CheckFailure("the service's meters cannot be read: " + failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CheckFailure("interrupted");
        }
    }

    private static double value(String page, String meter) {
        return page.lines()
                .filter(line -> line.startsWith(meter + "{") || line.startsWith(meter + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
