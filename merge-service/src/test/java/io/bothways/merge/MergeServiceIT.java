package io.bothways.merge;

import static io.bothways.merge.World.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.Cause;
import io.bothways.contracts.Lane;
import io.bothways.contracts.Side;
import io.bothways.contracts.Topics;
import io.bothways.contracts.event.Activity;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.merge.emit.Sweeper;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.messages.EventSender;
import io.bothways.runtime.messages.Outgoing;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service from topic to topic. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class MergeServiceIT {
    @Inject
    DataSource database;

    @Inject
    Codec codec;

    @Inject
    MergeFlow flow;

    @Inject
    Connections connections;

    @Inject
    EventSender sender;

    @Inject
    Sweeper sweeper;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private World world;

    @BeforeEach
    void newWorld() throws Exception {
        world = new World(database, codec, flow, connections);
    }

    @Test
    void opensTheGateAfterTheListingsAndTellsTheWriterStatusAndPoller() throws Exception {
        send(Topics.BACKFILL_CHANGES, listing(world.reading(Side.A, "1", "email", "ann@x.org", "name", "Ann")));
        world.opened();

        WriteCommand command = codec.decodeWriteCommand(
                await(Topics.BACKFILL_COMMANDS, world.accounts.get(Side.B).value()).value());
        assertThat(command.fields()).isEqualTo(fields(Side.B, "email", "ann@x.org", "name", "Ann"));
        assertThat(command.head().lane()).isEqualTo(Lane.BACKFILL);
        assertThat(codec.decodeActivity(await(Topics.ACTIVITY, world.connection.value()).value()))
                .isInstanceOfAny(Activity.GateOpened.class, Activity.LinksChanged.class);
        var mirrored = codec.decodeMirrored(await(Topics.MIRRORED, world.contact(Side.A, "1").key()).value());
        assertThat(mirrored.digest()).isNotEmpty();
    }

    @Test
    void parksAPoisonMessageAndMergesTheOneBehindIt() throws Exception {
        world.opened();
        String key = world.contact(Side.A, "1").key();

        sender.sendAndWait(List.of(new Outgoing(Topics.CHANGES, key, Map.of(),
                ("{\"poison\": \"" + world.tenant + "\"}").getBytes(StandardCharsets.UTF_8))));
        send(Topics.CHANGES, world.reading(Side.A, "1", "email", "ann@x.org", "name", "Ann"));

        WriteCommand command = codec.decodeWriteCommand(
                await(Topics.COMMANDS, world.accounts.get(Side.B).value()).value());
        assertThat(command.fields()).containsEntry("Name", FieldValue.text("Ann"));
        ConsumerRecord<String, byte[]> parked = awaitWhere(Topics.DEAD_LETTERS, record -> new String(
                codec.decodeDeadLetter(record.value()).payload(), StandardCharsets.UTF_8)
                .contains(world.tenant.value()));
        assertThat(codec.decodeDeadLetter(parked.value()).topic()).isEqualTo(Topics.CHANGES);
        assertThat(codec.decodeDeadLetter(parked.value()).reason()).doesNotContain(world.tenant.value());
    }

    @Test
    void publishesAnUnansweredCommandAgainUnderItsOwnIdAndAnAnsweredOneNever() throws Exception {
        world.opened();
        world.read(world.reading(Side.A, "1", "email", "ann@x.org", "name", "Ann"));
        WriteCommand unanswered = world.onlyCommand();
        String key = world.accounts.get(Side.B).value();

        sweeper.sweep(Duration.ZERO);
        assertThat(commandsOf(key, 2)).containsExactly(unanswered.head().id(), unanswered.head().id());
        world.carryOutAll();
        sweeper.sweep(Duration.ZERO);
        world.read(world.reading(Side.A, "1", "email", "ann@x.org", "name", "Anna"));

        assertThat(commandsOf(key, 3)).last().isEqualTo(world.onlyCommand().head().id());
    }

    private List<String> commandsOf(String key, int howMany) {
        List<String> ids = new ArrayList<>();
        awaitWhere(Topics.COMMANDS, record -> {
            if (key.equals(record.key())) {
                ids.add(codec.decodeWriteCommand(record.value()).head().id());
            }
            return ids.size() == howMany;
        });
        return ids;
    }

    private ChangeEvent listing(ChangeEvent.RecordChanged event) {
        return new ChangeEvent.RecordChanged(world.head(Side.A, Cause.Kind.LISTING), event.snapshot());
    }

    private void send(String topic, ChangeEvent event) {
        String key = ((ChangeEvent.RecordChanged) event).snapshot().ref().key();
        sender.sendAndWait(List.of(new Outgoing(topic, key, Map.of(), codec.encode(event))));
    }

    private ConsumerRecord<String, byte[]> await(String topic, String key) {
        return awaitWhere(topic, record -> key.equals(record.key()));
    }

    private ConsumerRecord<String, byte[]> awaitWhere(
            String topic, Predicate<ConsumerRecord<String, byte[]>> wanted) {
        return Listener.await(kafka, topic, wanted);
    }
}
