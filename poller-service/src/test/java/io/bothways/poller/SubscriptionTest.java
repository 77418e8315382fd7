package io.bothways.poller;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.event.Activity.Polled;
import io.bothways.contracts.event.Activity.PushesArranged;
import io.bothways.poller.Office.Desk;
import io.bothways.poller.orchard.Orchard;
import io.bothways.poller.orchard.Orchard.Crier;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Apps that push when they are asked to. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
@TestProfile(FastPolls.class)
class SubscriptionTest extends OnRealServers {
    @Test
    void anAppIsAskedToPushWhatIsKeptInStepWithASecretThatIsKeptForTheReceiver() {
        Desk desk = office.open("meadow", 2);

        Eventually.holds(() -> assertThat(desk.orchard().crier()).isPresent());

        Crier crier = desk.orchard().crier().orElseThrow();
        assertThat(crier.address()).isEqualTo(URI.create("https://hooks.test/webhooks/key-" + desk.account()));
        assertThat(crier.types()).containsExactly(Office.TREES);
        assertThat(crier.secret()).hasSizeGreaterThan(40).isEqualTo(office.webhookSecret(desk.account()));
        Eventually.holds(() -> assertThat(told(desk, PushesArranged.class))
                .extracting(PushesArranged::types)
                .containsExactly(List.of(Office.TREES)));
    }

    @Test
    void aSubscriptionThatTheAppHasDroppedIsMadeAgainAndNotToldAgain() {
        Desk desk = office.open("meadow", 2);
        Eventually.holds(() -> assertThat(desk.orchard().crier()).isPresent());
        String secret = office.webhookSecret(desk.account());

        desk.orchard().dismissCrier();

        Eventually.holds(() -> assertThat(desk.orchard().crier().map(Crier::secret)).contains(secret));
        assertThat(told(desk, PushesArranged.class)).hasSize(1);
    }

    @Test
    void aSecretThatAPersonChangesIsGivenToTheApp() {
        Desk desk = office.open("meadow", 2);
        Eventually.holds(() -> assertThat(desk.orchard().crier()).isPresent());

        office.setWebhookSecret(desk.account(), "chosen by a person");

        Eventually.holds(() ->
                assertThat(desk.orchard().crier().map(Crier::secret)).contains("chosen by a person"));
    }

    @Test
    void aRefusalIsToldOnceAndPollsGoOnUntilTheAppTakesIt() {
        Desk desk = office.open("meadow", 2);
        listed(desk);
        Eventually.holds(() -> assertThat(told(desk, PushesArranged.class)).hasSize(1));
        desk.orchard().weather(call -> {
            if (call.startsWith("subscribe")) {
                throw Orchard.failure(
                        FailureKind.REJECTED, FailureCodes.PERMISSION_MISSING, 403, Optional.empty());
            }
        });
        desk.orchard().dismissCrier();
        long asked = desk.orchard().calls("subscribe");

        Eventually.holds(() -> assertThat(desk.orchard().calls("subscribe")).isGreaterThan(asked + 2));
        int polls = told(desk, Polled.class).size();
        Eventually.holds(() -> assertThat(told(desk, Polled.class)).hasSizeGreaterThan(polls + 2));

        assertThat(told(desk, PushesArranged.class)).hasSize(2);
        assertThat(told(desk, PushesArranged.class).getLast().failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(FailureCodes.PERMISSION_MISSING));
        desk.orchard().weather(call -> {});
        Eventually.holds(() -> assertThat(desk.orchard().crier()).isPresent());
        Eventually.holds(() -> assertThat(told(desk, PushesArranged.class).getLast().types())
                .containsExactly(Office.TREES));
    }

    @Test
    void whatNobodyKeepsInStepIsPushedNoMore() {
        Desk desk = office.open("meadow", 2);
        Eventually.holds(() -> assertThat(desk.orchard().crier()).isPresent());

        office.stop(desk);

        Eventually.holds(() -> assertThat(desk.orchard().crier()).isEmpty());
        Eventually.holds(() -> assertThat(told(desk, PushesArranged.class).getLast().types()).isEmpty());
        assertThat(Set.copyOf(desk.orchard().calls())).contains("unsubscribe");
    }
}
