package io.bothways.poller;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.event.Activity;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.poller.Office.Desk;
import io.bothways.runtime.codec.Codec;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of the running poller have in common. */
abstract class OnRealServers {
    @Inject
    Office office;

    @Inject
    Codec codec;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    Wire<ChangeEvent> live;
    Wire<ChangeEvent> backfill;
    Wire<Activity> activity;

    @BeforeEach
    void listen() {
        live = Wire.changes(servers, codec);
        backfill = Wire.backfill(servers, codec);
        activity = Wire.activity(servers, codec);
    }

    @AfterEach
    void hangUp() {
        live.close();
        backfill.close();
        activity.close();
    }

    /** Lists, and returns once the account is polled. */
    Activity.RunFinished listed(Desk desk) {
        Activity.RunFinished finished = finished(desk, office.list(desk));
        Eventually.holds(() -> assertThat(office.position(desk)).isNotEmpty());
        return finished;
    }

    Activity.RunFinished finished(Desk desk, String run) {
        Eventually.holds(() -> assertThat(told(desk, Activity.RunFinished.class))
                .anyMatch(finished -> finished.run().equals(run)));
        return told(desk, Activity.RunFinished.class).stream()
                .filter(finished -> finished.run().equals(run))
                .findFirst()
                .orElseThrow();
    }

    <A extends Activity> List<A> told(Desk desk, Class<A> kind) {
        return activity.heard().stream()
                .filter(one -> one.head().account().equals(desk.account()))
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    <E extends ChangeEvent> List<E> published(Wire<ChangeEvent> wire, Desk desk, Class<E> kind) {
        return about(wire, desk).filter(kind::isInstance).map(kind::cast).toList();
    }

    List<String> ids(Wire<ChangeEvent> wire, Desk desk) {
        return published(wire, desk, ChangeEvent.RecordChanged.class).stream()
                .map(changed -> changed.snapshot().ref().id())
                .toList();
    }

    private static Stream<ChangeEvent> about(Wire<ChangeEvent> wire, Desk desk) {
        return wire.heard().stream().filter(event -> event.head().account().equals(desk.account()));
    }
}
