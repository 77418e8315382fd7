package io.bothways.merge.intake;

import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.event.Request;
import io.bothways.contracts.write.WriteResult;
import io.bothways.merge.Connections;
import io.bothways.merge.MergeFlow;
import io.bothways.merge.MergeMeters;
import io.bothways.merge.batch.Batch;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.Order;
import io.bothways.merge.remove.RemovalRound;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.messages.DeadLetters;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** The topics that merge reads. Offsets are committed after a batch is merged, so a crash repeats and loses nothing. */
@ApplicationScoped
public class Consumers {
    private final LiveFirst liveFirst;
    private final Rounds rounds;
    private final MergeFlow flow;
    private final RemovalRound removals;
    private final Retries retries;
    private final Connections connections;
    private final Intake<ChangeEvent> changes;
    private final Intake<WriteResult> results;
    private final Intake<Request> requests;

    Consumers(MergeFlow flow, Connections connections, Rounds rounds, LiveFirst liveFirst, Codec codec,
            DeadLetters deadLetters, MergeMeters meters, RemovalRound removals, Retries retries) {
        this.liveFirst = liveFirst;
        this.rounds = rounds;
        this.flow = flow;
        this.removals = removals;
        this.retries = retries;
        this.connections = connections;
        this.changes = new Intake<>(deadLetters, meters, codec::decodeChangeEvent,
                batch -> flow.merge(Batch.ofChanges(batch)));
        this.results = new Intake<>(deadLetters, meters, codec::decodeWriteResult,
                batch -> flow.merge(Batch.ofResults(batch)));
        this.requests = new Intake<>(deadLetters, meters, codec::decodeRequest, this::serve);
    }

    @Incoming("changes")
    @Blocking
    public void changes(ConsumerRecords<String, byte[]> batch) {
        liveFirst.begin(batch.count());
        try {
            changes.take(batch);
        } finally {
            liveFirst.end();
        }
    }

    @Incoming("backfill-changes")
    @Blocking
    public void backfillChanges(ConsumerRecords<String, byte[]> batch) {
        liveFirst.giveWay();
        changes.take(batch);
        rounds.wake();
    }

    @Incoming("results")
    @Blocking
    public void results(ConsumerRecords<String, byte[]> batch) {
        results.take(batch);
    }

    @Incoming("requests")
    @Blocking
    public void requests(ConsumerRecords<String, byte[]> batch) {
        requests.take(batch);
    }

    private void serve(List<Request> batch) {
        List<Order> orders = new ArrayList<>();
        for (Request request : batch) {
            switch (request) {
                case Request.ConfigurationChanged changed -> {
                    connections.refresh();
                    rounds.wake();
                }
                case Request.DecideField decide -> orders.add(new Order.Field(
                        new LinkKey(decide.head().tenant(), decide.connection(), decide.object(), decide.link()),
                        decide.mapping(), decide.choice()));
                case Request.DecideDeletes decide -> orders.addAll(removals.decided(decide));
                case Request.CheckAccount other -> {}
                case Request.ListRecords other -> {}
                case Request.PollSince other -> {}
                case Request.RereadRecords other -> {}
                case Request.RetryWrites wish -> retries.retry(wish);
                case Request.PurgeWrites other -> {}
            }
        }
        if (!orders.isEmpty()) {
            flow.merge(Batch.ofOrders(orders));
        }
    }
}
