package io.bothways.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bothways.connector.descriptor.Pushes.Payload;
import io.bothways.connector.descriptor.Pushes.Proof;
import io.bothways.connector.webhook.WebhookSource;
import io.bothways.connector.webhook.WebhookSource.Push;
import io.bothways.connector.webhook.WebhookSource.Sighting;
import io.bothways.connector.webhook.WebhookSource.Verdict;
import io.bothways.connector.webhook.WebhookSubscriptions;
import io.bothways.contracts.event.Hint;
import io.bothways.runtime.calls.App;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pushes as the simulator sends them: the genuine ones are understood, all others refused. */
abstract class WebhooksSuite extends Suite {
    private Trial trial;
    private App app;
    private PushReceiver receiver;

    WebhooksSuite(ConnectorTck tck) {
        super(tck);
    }

    @BeforeEach
    void listen() {
        only(WebhookSource.class);
        assumeTrue(subject().pushes(), "the simulator does not push");
        trial = trial();
        app = trial.warm();
        receiver = new PushReceiver(
                trial.startLine().path("webhook_secret").asText(""), subject().identity(trial.startLine()));
        trial.control("PUT", "webhooks", Map.of("url", receiver.address().toString(), "enabled", true));
    }

    @AfterEach
    void stopListening() {
        if (receiver != null) {
            receiver.close();
        }
    }

    @Test
    void aNewRecordIsSightedUnderItsId() {
        String id = trial.person(person(), 1);

        Sighting seen = sighting(id, Hint.Kind.CHANGED);

        assertThat(seen.type()).isEqualTo(person().type());
        assertThat(seen.deliveryId()).isNotBlank();
        assertThat(Duration.between(seen.occurredAt(), TurnedClock.now()).abs()).isLessThan(Duration.ofHours(1));
        assertThat(seen.record().isPresent())
                .isEqualTo(descriptor().pushes().orElseThrow().payload() == Payload.RECORD);
    }

    @Test
    void aDeletionIsSightedAsOne() {
        assumeTrue(subject().pushesDeletions(), "the app does not push deletions");
        String id = trial.person(person(), 1);
        sighting(id, Hint.Kind.CHANGED);
        trial.remove(person(), id);

        assertThat(sighting(id, Hint.Kind.DELETED).type()).isEqualTo(person().type());
    }

    @Test
    void aCombineIsSightedWithTheRecordThatLivesOn() {
        assumeTrue(subject().pushesCombines(), "the app does not push where combined records live on");
        String winner = trial.person(person(), 1);
        String loser = trial.person(person(), 2);
        String survivor = subject().combine(trial, winner, loser).orElseThrow();

        assertThat(sighting(loser, Hint.Kind.COMBINED).movedTo()).contains(survivor);
    }

    @Test
    void theSameDeliveryHasTheSameIdEachTime() {
        trial.person(person(), 1);
        Push push = receiver.next();

        assertThat(genuine(push).sightings()).isEqualTo(genuine(push).sightings());
    }

    @Test
    void aGenuinePushIsAnsweredAsTheAppWants() {
        trial.person(person(), 1);

        Verdict.Genuine genuine = genuine(receiver.next());

        assertThat(genuine.contentType()).isNotBlank();
    }

    @Test
    void aPushWithoutProofIsRefused() {
        trial.person(person(), 1);
        Push push = receiver.next();
        Proof proof = descriptor().pushes().orElseThrow().proof();

        if (proof == Proof.NAMED_ACCOUNT) {
            assertThat(receive(with(push, push.body(), push.headers(), push.secret(), "another account")))
                    .isInstanceOf(Verdict.Refused.class);
            return;
        }
        assertThat(receive(with(push, push.body(), push.headers(), "another secret", push.identity())))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(receive(with(push, push.body(), push.headers(), "", push.identity())))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(receive(with(push, push.body(), Map.of(), push.secret(), push.identity())))
                .isInstanceOf(Verdict.Refused.class);
        if (proof == Proof.HMAC_SHA256 || proof == Proof.HMAC_SHA1) {
            byte[] forged = push.body().clone();
            forged[forged.length / 2] ^= 1;
            assertThat(receive(with(push, forged, push.headers(), push.secret(), push.identity())))
                    .isInstanceOf(Verdict.Refused.class);
        }
    }

    @Test
    void anotherAccountsPushSightsNothing() {
        trial.person(person(), 1);
        Push push = receiver.next();

        Verdict verdict = receive(with(push, push.body(), push.headers(), push.secret(), "another account"));

        if (verdict instanceof Verdict.Genuine genuine && namesTheAccount(push)) {
            assertThat(genuine.sightings()).isEmpty();
        }
    }

    @Test
    void aPushThatIsTooOldOrFromTheFutureIsRefusedWhereItCarriesItsTime() {
        var freshness = descriptor().pushes().orElseThrow().freshness();
        assumeTrue(freshness.isPresent(), "pushes carry no time");
        trial.person(person(), 1);
        Push push = receiver.next();

        for (Duration away : List.of(freshness.get().plusSeconds(10), freshness.get().plusSeconds(10).negated())) {
            Push moved = new Push(
                    push.method(), push.address(), push.headers(), push.body(), push.secret(), push.identity(),
                    Instant.now().plus(away));
            assertThat(receive(moved)).isInstanceOf(Verdict.Refused.class);
        }
    }

    @Test
    void garbageNeverThrows() {
        trial.person(person(), 1);
        Push push = receiver.next();

        for (String body : List.of("", "null", "{", "[]", "[null]", "{}", "<a>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
                "[{\"objectId\":{}}]", "\u0000")) {
            assertThat(receive(with(
                            push, body.getBytes(StandardCharsets.UTF_8), push.headers(), push.secret(),
                            push.identity())))
                    .as(body)
                    .isNotNull();
        }
    }

    @Test
    void theAppIsAskedToPushAndToStopAndMayBeAskedTwice() {
        only(WebhookSubscriptions.class);
        Set<String> types = Set.of(person().type());
        for (int time = 0; time < 2; time++) {
            var subscribed = app.call(connector -> connector.need(WebhookSubscriptions.class)
                            .subscribe(receiver.address(), "a-secret-of-ours-0123456789", types))
                    .value();
            assertThat(subscribed.types()).isEqualTo(types);
            assertThat(subscribed.secret()).isNotBlank();
        }
        for (int time = 0; time < 2; time++) {
            app.call(connector -> {
                connector.need(WebhookSubscriptions.class).unsubscribe(receiver.address());
                return true;
            });
        }
    }

    private boolean namesTheAccount(Push push) {
        return new String(push.body(), StandardCharsets.UTF_8).contains(push.identity());
    }

    /** The first sighting of a record in the pushes that come, each of which has to be genuine. */
    private Sighting sighting(String id, Hint.Kind kind) {
        List<Sighting> others = new ArrayList<>();
        while (others.size() < 50) {
            for (Sighting seen : genuine(receiver.next()).sightings()) {
                if (seen.id().equals(id) && seen.kind() == kind) {
                    return seen;
                }
                others.add(seen);
            }
        }
        throw new AssertionError(id + " was not sighted, but " + others);
    }

    private Verdict.Genuine genuine(Push push) {
        Verdict verdict = receive(push);
        assertThat(verdict).isInstanceOf(Verdict.Genuine.class);
        return (Verdict.Genuine) verdict;
    }

    private Verdict receive(Push push) {
        return app.connector().need(WebhookSource.class).receive(push);
    }

    private static Push with(Push push, byte[] body, Map<String, String> headers, String secret, String identity) {
        return new Push(
                push.method(), push.address(), new HashMap<>(headers), body, secret, identity, push.receivedAt());
    }
}
