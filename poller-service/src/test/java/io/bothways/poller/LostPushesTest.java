package io.bothways.poller;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.event.Activity;
import io.bothways.poller.Office.Desk;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The meter of pushes that were lost. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
@TestProfile(FastPolls.class)
class LostPushesTest extends OnRealServers {
    @Test
    void D12changesThatOnlyThePollFoundAreCountedPerAccountAndObject() {
        Desk desk = office.open("vineyard", 6);
        listed(desk);
        Instant now = Instant.now();

        office.pushed(desk, "t00000");
        desk.orchard().plant("t00000", "edited and pushed before the poll", now);
        desk.orchard().plant("t00001", "edited and pushed after the poll", now);
        desk.orchard().plant("t00002", "edited, and the push was lost", now);
        desk.orchard().plant("t00003", "edited, and the push was lost", now);
        Eventually.holds(() -> assertThat(ids(live, desk)).contains("t00000", "t00001", "t00002", "t00003"));
        office.pushed(desk, "t00001");
        office.merged(desk, "t00000", "t00001", "t00002", "t00003");

        Eventually.holds(() -> assertThat(lost(desk)).isEqualTo(2));
        Eventually.holds(() -> assertThat(office.ask(
                        "SELECT count(*) FROM poller.found WHERE account = ?", desk.account().value()))
                .isEqualTo("0"));
        assertThat(lost(desk)).isEqualTo(2);
        assertThat(told(desk, Activity.PushesLost.class)).allMatch(told -> told.type().equals("trees"));
        assertThat(RestAssured.get("/q/metrics").asString())
                .contains("bothways_webhook_lost_total{connector=\"vineyard\",object=\"trees\"}");
    }

    @Test
    void D12aTypeThatIsNotPushedHasLostNothing() {
        Desk desk = office.open("vineyard", 2);
        listed(desk);

        desk.orchard().plant("t00000", "edited", Instant.now());

        Eventually.holds(() -> assertThat(ids(live, desk)).contains("t00000"));
        office.merged(desk, "t00000");
        Eventually.holds(() -> assertThat(List.of(
                        told(desk, Activity.Polled.class).size() > 8,
                        office.ask("SELECT count(*) FROM poller.found WHERE account = ?", desk.account().value())))
                .isEqualTo(List.of(true, "0")));
        assertThat(told(desk, Activity.PushesLost.class)).isEmpty();
    }

    private long lost(Desk desk) {
        return told(desk, Activity.PushesLost.class).stream()
                .mapToLong(Activity.PushesLost::records)
                .sum();
    }
}
