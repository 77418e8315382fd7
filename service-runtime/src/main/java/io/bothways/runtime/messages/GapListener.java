package io.bothways.runtime.messages;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Notices that messages were deleted before their group had read them: the group stands before the beginning of the
 * topic. It goes on at the beginning, and a listing tells again what is gone (docs/adr/0014). Named by channels of
 * topics about records.
 */
@ApplicationScoped
@Identifier("gaps")
public class GapListener implements KafkaConsumerRebalanceListener {
    private static final Logger LOG = Logger.getLogger(GapListener.class);

    private final Relisting relisting;

    GapListener(Relisting relisting) {
        this.relisting = relisting;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> reached = consumer.committed(Set.copyOf(partitions));
        Set<String> topics = new TreeSet<>();
        consumer.beginningOffsets(partitions).forEach((partition, beginning) -> {
            OffsetAndMetadata stand = reached.get(partition);
            if (stand != null && stand.offset() < beginning) {
                LOG.errorf("messages are gone before they were read: topic=%s partition=%d from=%d to=%d",
                        partition.topic(), partition.partition(), stand.offset(), beginning - 1);
                topics.add(partition.topic());
            }
        });
        topics.forEach(relisting::gap);
    }
}
