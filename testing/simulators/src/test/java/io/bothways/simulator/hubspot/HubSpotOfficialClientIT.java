package io.bothways.simulator.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.VendorClient;
import io.bothways.simulator.WebhookReceiver;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.SimulatorOptions;
import io.bothways.simulator.kit.http.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Drives the fake HubSpot with the vendor's own Node.js client: what that cannot talk to is wrong. */
class HubSpotOfficialClientIT {
    private static final Path SOURCE = Path.of("src/test/clients/hubspot");
    private static final Path FOLDER = Path.of("target/clients/hubspot");
    private static final long MINUTES = 3;

    @BeforeAll
    static void installTheClient() throws Exception {
        if (!isThere("node") || !isThere("npm")) {
            String sentence = "Node.js with npm is needed for the official client (Debian: apt-get install nodejs npm)";
            if ("true".equals(System.getenv("CI"))) {
                fail(sentence);
            }
            abort(sentence);
        }
        Files.createDirectories(FOLDER);
        try (var files = Files.list(SOURCE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Result installed = run("", List.of("npm", "ci", "--ignore-scripts"));
        assertThat(installed.status()).as(installed.output()).isZero();
    }

    @Test
    void theOfficialClientListsSearchesCreatesUpdatesAndArchives() throws Exception {
        try (Simulator simulator = Simulator.start(new HubSpotApp(),
                SimulatorOptions.defaults().withContacts(250).withCompanies(5))) {
            String token = VendorClient.startLine(simulator).path("access_token").asText();

            Result result = run("", List.of("node", "client.cjs", simulator.baseUrl(), token));

            assertThat(result.output()).isEqualTo("ok\n");
            assertThat(result.status()).isZero();
        }
    }

    @Test
    void theOfficialClientTakesTheSignaturesAsValid() throws Exception {
        try (Simulator simulator = Simulator.start(new HubSpotApp(), SimulatorOptions.defaults());
                WebhookReceiver receiver = new WebhookReceiver()) {
            VendorClient client = VendorClient.of(simulator);
            client.put("/_simulator/webhooks", "{'url':'" + receiver.url() + "'}");
            client.post("/_simulator/records/contacts", "{'fields':{'city':'Göteborg'}}");
            WebhookReceiver.Received received = receiver.next();
            ObjectNode input = Json.object()
                    .put("clientSecret", VendorClient.startLine(simulator).path("webhook_secret").asText())
                    .put("requestBody", received.body()).put("url", receiver.url())
                    .put("timestamp", Long.parseLong(received.headers().getFirst("X-HubSpot-Request-Timestamp")))
                    .put("v3", received.headers().getFirst("X-HubSpot-Signature-v3"))
                    .put("v1", received.headers().getFirst("X-HubSpot-Signature"));

            Result result = run(input.toString(), List.of("node", "signature.cjs"));

            assertThat(result.output()).isEqualTo("ok\n");
        }
    }

    private static boolean isThere(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Result run(String input, List<String> command) throws Exception {
        Path output = FOLDER.resolve("output.txt");
        Process process = new ProcessBuilder(command).directory(FOLDER.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end");
        }
        return new Result(process.exitValue(), Files.readString(output));
    }

    private record Result(int status, String output) {
    }
}
