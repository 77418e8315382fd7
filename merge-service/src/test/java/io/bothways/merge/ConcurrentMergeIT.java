package io.bothways.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.Side;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.merge.batch.Batch;
import io.bothways.runtime.codec.Codec;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What one thread cannot show: batches that are merged at once, on real PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class ConcurrentMergeIT {
    @Inject
    DataSource database;

    @Inject
    Codec codec;

    @Inject
    MergeFlow flow;

    @Inject
    Connections connections;

    @Inject
    Instance instance;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    private World world;

    @BeforeEach
    void newWorld() throws Exception {
        world = new World(database, codec, flow, connections);
    }

    @Test
    void makesOneCommandOfTwentyDuplicatesAtOnce() throws Exception {
        world.opened();
        ChangeEvent event = world.reading(Side.A, "1", "email", "ann@x.org", "name", "Ann");

        atOnce(Collections.nCopies(20, List.of(event)));

        assertThat(world.onlyCommand()).isInstanceOf(WriteCommand.CreateRecord.class);
        assertThat(world.links("contact")).containsExactly("1- PENDING");
    }

    @Test
    void makesOneLinkOfTwinsThatAppearOnBothSidesAtOnce() throws Exception {
        world.opened();
        for (int round = 0; round < 25; round++) {
            String email = "twin" + round + "@x.org";
            atOnce(List.of(
                    List.of(world.reading(Side.A, "a" + round, "email", email, "name", "Twin")),
                    List.of(world.reading(Side.B, "b" + round, "email", email, "name", "Twin"))));
        }

        // Whoever came second either found the first and linked it, or waits for the create that is under way.
        List<String> links = world.links("contact");
        long linked = links.stream().filter(link -> link.matches("a\\d+-b\\d+ IN_SYNC")).count();
        long creating = links.stream().filter(link -> link.endsWith("PENDING")).count();
        long waiting = links.stream().filter(link -> link.endsWith("WAITING CREATE_UNRESOLVED")).count();
        assertThat(linked + creating).isEqualTo(25);
        assertThat(waiting).isEqualTo(creating);
        assertThat(world.commands()).hasSize((int) creating);
    }

    @Test
    void restsInOneStateWhateverIsMergedAtOnce() throws Exception {
        world.opened();
        Random random = new Random(42);
        for (int round = 0; round < 5; round++) {
            List<List<ChangeEvent>> batches = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                List<ChangeEvent> batch = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    int person = random.nextInt(30);
                    Side side = random.nextBoolean() ? Side.A : Side.B;
                    batch.add(world.reading(side, side + "" + person, "email", "p" + person + "@x.org",
                            "name", "Name " + random.nextInt(3), "city", "City " + random.nextInt(3)));
                }
                batches.add(batch);
            }
            atOnce(batches);
            world.carryOutAll();
        }

        assertThat(world.commands()).isEmpty();
        assertThat(world.count("SELECT count(*) FROM merge.link WHERE tenant = ? AND state = 'PENDING'")).isZero();
        assertThat(world.count("SELECT count(*) - count(DISTINCT id_a) FROM merge.link WHERE tenant = ?"
                + " AND live AND id_a IS NOT NULL")).isZero();
        assertThat(world.carryOutAll()).isZero();
    }

    @Test
    void makesOneLinkAndOneCommandWhereTwoInstancesProcessTheSameEventsAtOnce() throws Exception {
        world.opened();
        Interleaving watch = new Interleaving(database);
        List<MergeFlow> instances = List.of(instance.on(watch.watched(ownDataSource())),
                instance.on(watch.watched(ownDataSource())));
        List<ChangeEvent> events = new ArrayList<>();
        for (int person = 0; person < 250; person++) {
            String email = "p" + person + "@x.org";
            events.add(world.reading(Side.A, "a" + person, "email", email, "name", "Person " + person));
            if (person < 150) {
                events.add(world.reading(Side.B, "b" + person, "email", email, "name", "Person " + person));
            }
        }
        Collections.shuffle(events, new Random(42));

        bothMerge(instances, Batch.ofChanges(events));

        List<WriteCommand> commands = world.commands();
        assertThat(commands).hasSize(100).allMatch(WriteCommand.CreateRecord.class::isInstance);
        assertThat(commands.stream().map(command -> command.head().link()).distinct()).hasSize(100);
        assertThat(world.links("contact")).hasSize(250)
                .filteredOn(link -> link.matches("a(\\d+)-b\\1 IN_SYNC")).hasSize(150);

        bothMerge(instances, Batch.ofResults(commands.stream()
                .map(command -> World.result(command, world.applied(command))).toList()));
        bothMerge(instances, Batch.ofChanges(events));

        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact")).hasSize(250).allMatch(link -> link.endsWith(" IN_SYNC"));
        assertThat(watch.deadlocks()).isEmpty();
    }

    private DataSource ownDataSource() {
        PGSimpleDataSource own = new PGSimpleDataSource();
        own.setUrl(url);
        own.setUser(user);
        own.setPassword(password);
        return own;
    }

    private static void bothMerge(List<MergeFlow> instances, Batch batch) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(instances.size());
        try (ExecutorService threads = Executors.newFixedThreadPool(instances.size())) {
            List<Future<?>> running = new ArrayList<>();
            for (MergeFlow each : instances) {
                running.add(threads.submit(() -> {
                    barrier.await(10, TimeUnit.SECONDS);
                    each.merge(batch);
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get(60, TimeUnit.SECONDS);
            }
        }
    }

    private void atOnce(List<? extends List<? extends ChangeEvent>> batches) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(batches.size());
        try (ExecutorService threads = Executors.newFixedThreadPool(batches.size())) {
            List<Future<?>> running = new ArrayList<>();
            for (List<? extends ChangeEvent> batch : batches) {
                running.add(threads.submit(() -> {
                    barrier.await(10, TimeUnit.SECONDS);
                    flow.merge(Batch.ofChanges(List.copyOf(batch)));
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get(60, TimeUnit.SECONDS);
            }
        }
    }
}
