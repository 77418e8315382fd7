package io.bothways.runtime.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.write.Failure;
import io.bothways.runtime.address.Reachable;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an app, or whoever answers in its place, may send; by real connections. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class HostileAppTest {
    private static final String JSON = "content-type: application/json\n";
    private static final String CHALLENGE = "<!DOCTYPE html><title>Just a moment...</title>";
    private static final Reachable LOOPBACK = new Reachable(List.of("127.0.0.0/8", "::1"));
    private static final int MEGABYTE = 1 << 20;

    private final List<Exchange> answered = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> classified = new CopyOnWriteArrayList<>();
    private RawServer app;

    @BeforeEach
    void start() throws IOException {
        app = new RawServer();
    }

    @AfterEach
    void stop() throws IOException {
        app.close();
    }

    @Test
    void aProxysPageWithSuccessIsNoAnswer() {
        app.replies("200 OK", "content-type: text/html; charset=UTF-8\n", CHALLENGE);

        assertThat(read()).isEqualTo(failure(FailureKind.RETRY, FailureCodes.UNEXPECTED_ANSWER, 200));
        assertThat(write()).isEqualTo(failure(FailureKind.OUTCOME_UNKNOWN, FailureCodes.UNEXPECTED_ANSWER, 200));
        assertThat(failed(client()::read).failure().message()).contains("text/html").doesNotContain("moment");
    }

    @Test
    void aPageThatSaysItIsJsonIsNoAnswer() {
        app.replies("200 OK", JSON, CHALLENGE);

        assertThat(read()).isEqualTo(failure(FailureKind.RETRY, FailureCodes.UNEXPECTED_ANSWER, 200));
        assertThat(write()).isEqualTo(failure(FailureKind.OUTCOME_UNKNOWN, FailureCodes.UNEXPECTED_ANSWER, 200));
    }

    @Test
    void truncatedJsonIsNoAnswer() {
        app.replies("201 Created", JSON, "{\"id\": 7, \"name\": \"Gr");

        assertThat(read()).isEqualTo(failure(FailureKind.RETRY, FailureCodes.UNEXPECTED_ANSWER, 201));
        assertThat(write()).isEqualTo(failure(FailureKind.OUTCOME_UNKNOWN, FailureCodes.UNEXPECTED_ANSWER, 201));
    }

    @Test
    void aConnectionThatBreaksInTheBodyLeavesAWriteOpen() {
        app.replies("200 OK", JSON + "content-length: 900\n", "{\"id\": 7}".getBytes(StandardCharsets.UTF_8));

        assertThat(read()).isEqualTo(failure(FailureKind.RETRY, FailureCodes.APP_NO_ANSWER, 0));
        assertThat(write()).isEqualTo(failure(FailureKind.OUTCOME_UNKNOWN, FailureCodes.APP_NO_ANSWER, 0));
    }

    @Test
    void aBodyThatNeverEndsIsGivenUpInTime() {
        CountDownLatch over = new CountDownLatch(1);
        app.replies(out -> {
            out.write(("HTTP/1.1 200 OK\r\n" + JSON.trim() + "\r\ncontent-length: 900\r\n\r\n{")
                    .getBytes(StandardCharsets.UTF_8));
            await(over);
        });
        HarbourApi impatient = client(app.address(), LOOPBACK, Duration.ofMillis(300));

        ConnectorException read = failed(impatient::read);
        ConnectorException write = failed(() -> impatient.write(JsonNodeFactory.instance.objectNode()));
        over.countDown();

        assertThat(told(read)).isEqualTo(failure(FailureKind.RETRY, FailureCodes.APP_NO_ANSWER, 0));
        assertThat(told(write)).isEqualTo(failure(FailureKind.OUTCOME_UNKNOWN, FailureCodes.APP_NO_ANSWER, 0));
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new InterruptedIOException();
        }
    }

    @Test
    void anAnswerOfAnotherContentTypeIsNoAnswer() {
        app.replies("200 OK", "content-type: application/xml\n", "{\"id\": 7}");

        assertThat(read()).isEqualTo(failure(FailureKind.RETRY, FailureCodes.UNEXPECTED_ANSWER, 200));
    }

    @Test
    void nullAndNothingAreNoAnswer() {
        app.replies("200 OK", JSON, "null");
        assertThat(read()).isEqualTo(failure(FailureKind.RETRY, FailureCodes.UNEXPECTED_ANSWER, 200));
        assertThat(write()).isEqualTo(failure(FailureKind.OUTCOME_UNKNOWN, FailureCodes.UNEXPECTED_ANSWER, 200));

        app.replies("200 OK", JSON, "");
        assertThat(read()).isEqualTo(failure(FailureKind.RETRY, FailureCodes.UNEXPECTED_ANSWER, 200));
        assertThat(write()).isEqualTo(failure(FailureKind.OUTCOME_UNKNOWN, FailureCodes.UNEXPECTED_ANSWER, 200));
    }

    @Test
    void nothingIsEnoughWhereNothingWasAskedFor() {
        app.replies("204 No Content", "", "");

        client().leave(JsonNodeFactory.instance.objectNode());

        assertThat(app.heads()).hasSize(1);
    }

    @Test
    void jsonThatIsNestedWithoutEndIsNoAnswer() {
        app.replies("200 OK", JSON, "[".repeat(200_000));

        assertThat(read()).isEqualTo(failure(FailureKind.RETRY, FailureCodes.UNEXPECTED_ANSWER, 200));
    }

    @Test
    void anErrorPageIsTheConnectorsToJudge() {
        app.replies("503 Service Unavailable", "content-type: text/html\nretry-after: 7\n", CHALLENGE);

        assertThat(read()).isEqualTo(failure(FailureKind.REJECTED, CHALLENGE, 503));
        assertThat(classified).singleElement().satisfies(headers -> assertThat(headers)
                .containsEntry("retry-after", "7"));
    }

    @Test
    void aRedirectToAnotherHostIsRefusedAndNoCredentialsGoThere() throws IOException {
        try (RawServer elsewhere = new RawServer()) {
            elsewhere.replies("200 OK", JSON, "{}");
            String location = "location: " + elsewhere.address("localhost") + "/ships?code=secret\n";

            app.replies("302 Found", location, "");
            assertThat(read()).isEqualTo(failure(FailureKind.RETRY, FailureCodes.REDIRECTED, 302));
            assertThat(write()).isEqualTo(failure(FailureKind.RETRY, FailureCodes.REDIRECTED, 302));
            assertThat(failed(client()::read).failure().message()).contains("localhost").doesNotContain("secret");

            app.replies("303 See Other", location, "");
            assertThat(write()).isEqualTo(failure(FailureKind.OUTCOME_UNKNOWN, FailureCodes.REDIRECTED, 303));
            app.replies("308 Permanent Redirect", location, "{}");
            assertThat(write()).isEqualTo(failure(FailureKind.RETRY, FailureCodes.REDIRECTED, 308));

            assertThat(elsewhere.heads()).isEmpty();
        }
    }

    @Test
    void aPackedAnswerIsUnpacked() throws IOException {
        app.replies("200 OK", JSON + "content-encoding: gzip\n", packed("{\"id\":7}".getBytes(StandardCharsets.UTF_8), 1));

        assertThat(client().read().path("id").asInt()).isEqualTo(7);
        assertThat(app.heads().getFirst()).containsIgnoringCase("accept-encoding");
    }

    @Test
    void aSmallPackedAnswerThatUnpacksToHundredsOfMegabytesIsEnded() throws IOException {
        byte[] bomb = packed(new byte[MEGABYTE], 400);
        assertThat(bomb.length).isLessThan(MEGABYTE / 2);
        app.replies("200 OK", JSON + "content-encoding: gzip\n", bomb);

        assertThat(read()).isEqualTo(failure(FailureKind.REJECTED, FailureCodes.ANSWER_TOO_LARGE, 0));
        assertThat(write()).isEqualTo(failure(FailureKind.OUTCOME_UNKNOWN, FailureCodes.ANSWER_TOO_LARGE, 0));
    }

    @Test
    void aPageOfAHundredMegabytesIsEndedBeforeItHasCome() {
        app.replies(out -> {
            out.write(("HTTP/1.1 200 OK\r\n" + JSON.trim() + "\r\n\r\n\"").getBytes(StandardCharsets.UTF_8));
            byte[] some = "x".repeat(MEGABYTE).getBytes(StandardCharsets.UTF_8);
            for (int megabyte = 0; megabyte < 100; megabyte++) {
                out.write(some);
            }
        });

        assertThat(read()).isEqualTo(failure(FailureKind.REJECTED, FailureCodes.ANSWER_TOO_LARGE, 0));
        assertThat(app.sent()).as("what the sockets hold is all that went out").isLessThan(30L * MEGABYTE);
    }

    @Test
    void aLongErrorPageIsNotReadButItsStatusCounts() {
        app.replies("500 Internal Server Error", "content-type: text/html\n", "x".repeat(3 * MEGABYTE));

        assertThat(read()).isEqualTo(failure(FailureKind.REJECTED, "", 500));
    }

    @Test
    void anAnswerAfterALongOneIsMeasuredByItself() {
        app.replies("200 OK", JSON, "\"" + "x".repeat(MEGABYTE - 2) + "\"");
        assertThat(client().read().asText()).hasSize(MEGABYTE - 2);
        HarbourApi same = client();
        assertThat(same.read().asText()).hasSize(MEGABYTE - 2);
        assertThat(same.read().asText()).hasSize(MEGABYTE - 2);
    }

    @Test
    void whereAppsMayNotBeCalledNothingIsSent() {
        app.replies("200 OK", JSON, "{}");
        for (URI address : List.of(app.address(), app.address("localhost"))) {
            HarbourApi outside = client(address, new Reachable(List.of("10.0.0.0/8")), Duration.ofSeconds(10));

            ConnectorException read = failed(outside::read);
            assertThat(List.of(read.kind(), read.failure().code()))
                    .isEqualTo(List.of(FailureKind.RETRY, FailureCodes.ADDRESS_REFUSED));
            ConnectorException write = failed(() -> outside.write(JsonNodeFactory.instance.objectNode()));
            assertThat(write.kind()).isEqualTo(FailureKind.RETRY);
        }

        assertThat(app.heads()).isEmpty();
    }

    @Test
    void theAppsClockIsReadFromItsAnswers() {
        app.replies("200 OK", JSON + "date: Sun, 01 Mar 2026 11:50:00 GMT\n", "{}");
        client().read();

        AppClock clock = new AppClock();
        Instant ours = Instant.parse("2026-03-01T12:00:00Z");
        clock.told(answered.getFirst().date().orElseThrow(), ours, ours);
        assertThat(clock.ahead()).isEqualTo(Duration.ofMinutes(-10));
    }

    @Test
    void aTimeToComeBackThatIsATimeOfTheAppsClockBecomesAWait() {
        app.replies(
                "429 Too Many Requests",
                "date: Sun, 01 Mar 2020 11:00:00 GMT\nretry-after: Sun, 01 Mar 2020 11:01:30 GMT\n",
                "{}");
        read();

        assertThat(classified.getFirst()).containsEntry("retry-after", "90");
    }

    private List<Object> read() {
        return told(failed(client()::read));
    }

    private List<Object> write() {
        return told(failed(() -> client().write(JsonNodeFactory.instance.objectNode().put("name", "Grace"))));
    }

    private static ConnectorException failed(Runnable call) {
        return catchThrowableOfType(ConnectorException.class, call::run);
    }

    private static List<Object> told(ConnectorException failed) {
        return failure(failed.kind(), failed.failure().code(), failed.failure().status());
    }

    private static List<Object> failure(FailureKind kind, String code, int status) {
        return List.of(kind, code, status);
    }

    private HarbourApi client() {
        return client(app.address(), LOOPBACK, Duration.ofSeconds(10));
    }

    private HarbourApi client(URI address, Reachable reachable, Duration timeout) {
        return new RestContext(
                        address,
                        () -> address,
                        () -> "Bearer secret",
                        Map::of,
                        timeout,
                        new Recorder(),
                        new RestContext.Limits(reachable, MEGABYTE),
                        Clock.systemUTC())
                .client(HarbourApi.class);
    }

    private static byte[] packed(byte[] some, int times) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            for (int time = 0; time < times; time++) {
                out.write(some);
            }
        }
        return packed.toByteArray();
    }

    /** Has no budget, and takes the app's body for the code, so that a test sees what a connector is given. */
    private final class Recorder implements GuardedClient.Guard {
        @Override
        public void enter(String operation) {}

        @Override
        public ConnectorFailure classify(int status, Map<String, String> headers, String body) {
            classified.add(headers);
            return new ConnectorFailure(
                    FailureKind.REJECTED, new Failure(body, "refused", "", "", status), Optional.empty());
        }

        @Override
        public void answered(Exchange exchange, Duration took) {
            answered.add(exchange);
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void left(String operation, String outcome, Duration took) {}
    }
}
