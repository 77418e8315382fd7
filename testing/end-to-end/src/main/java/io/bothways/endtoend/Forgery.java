package io.bothways.endtoend;

import io.bothways.contracts.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** A push that is signed by somebody else: refused, and nothing of it goes on. */
final class Forgery {
    private final World world;

    Forgery(World world) {
        this.world = world;
    }

    String tried() {
        long before = hints();
        String body = "[{\"objectId\":1,\"subscriptionType\":\"contact.propertyChange\",\"occurredAt\":1}]";
        HttpRequest request = HttpRequest.newBuilder(URI.create(world.webhookA()))
                .header("Content-Type", "application/json")
                .header("X-HubSpot-Signature-v3", "Zm9yZ2Vk")
                .header("X-HubSpot-Request-Timestamp", Long.toString(System.currentTimeMillis()))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 401) {
                throw new CheckFailure("a forged push was answered with " + status + " instead of 401");
            }
        } catch (IOException failed) {
            throw new CheckFailure("the webhook address cannot be reached: " + failed.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CheckFailure("interrupted");
        }
        long after = hints();
        if (after != before) {
            throw new CheckFailure((after - before) + " hints were published");
        }
        return "401, nothing published";
    }

    /** Messages that were ever put on the hints topic. */
    private long hints() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", world.stack().bootstrapServers()))) {
            var partitions = admin.describeTopics(List.of(Topics.HINTS)).allTopicNames().get().get(Topics.HINTS).partitions();
            var latest = partitions.stream()
                    .map(partition -> new TopicPartition(Topics.HINTS, partition.partition()))
                    .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
            return admin.listOffsets(latest).all().get().values().stream()
                    .mapToLong(offset -> offset.offset())
                    .sum();
        } catch (ExecutionException failed) {
            throw new CheckFailure("Kafka cannot be asked: " + failed.getCause().getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CheckFailure("interrupted");
        }
    }
}
