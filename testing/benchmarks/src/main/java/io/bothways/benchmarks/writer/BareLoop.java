package io.bothways.benchmarks.writer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.endtoend.CheckFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/**
 * The same batch calls in a loop that reads no queue, stores nothing and tells nobody: requests are built, sent and
 * their answers read, one after the other.
 */
final class BareLoop {
    private static final int BATCH = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final String token;

    BareLoop(URI hubspot, String token) {
        this.address = hubspot.resolve("/crm/v3/objects/contacts/batch/update");
        this.token = token;
    }

    /** Records per second over so many calls, after some to warm up. */
    double measure(List<String> ids, int calls) {
        for (int call = 0; call < calls / 4; call++) {
            write(ids, call);
        }
        long begun = System.nanoTime();
        for (int call = 0; call < calls; call++) {
            write(ids, call);
        }
        return calls * BATCH / ((System.nanoTime() - begun) / 1e9);
    }

    private void write(List<String> ids, int call) {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode inputs = body.putArray("inputs");
        for (int i = 0; i < BATCH; i++) {
            ObjectNode input = inputs.addObject().put("id", ids.get((call * BATCH + i) % ids.size()));
            input.putObject("properties").put("city", "Bare " + call);
            input.put("objectWriteTraceId", Integer.toString(i));
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                    .build();
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            int written = JSON.readTree(answer.body()).path("results").size();
            if (answer.statusCode() != 200 || written != BATCH) {
                throw new CheckFailure("the bare loop was answered with " + answer.statusCode() + " and " + written
                        + " records");
            }
        } catch (IOException failed) {
            throw new CheckFailure("the bare loop was not answered: " + failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CheckFailure("interrupted");
        }
    }
}
