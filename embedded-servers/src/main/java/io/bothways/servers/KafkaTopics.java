package io.bothways.servers;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates topics and waits until they can be used. A record sent in the first moments of a topic can time out or be
 * lost, so nobody may be started before every partition has a leader that serves it.
 */
public final class KafkaTopics {
    private final String bootstrapServers;

    public KafkaTopics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Creates what is missing, leaves what exists as it is, and returns when each partition's leader serves it. */
    public void ensureReady(Collection<TopicSpec> topics, Duration limit) {
        try (Admin admin = EmbeddedKafka.admin(bootstrapServers)) {
            create(admin, topics, limit);
            Readiness.await("Every topic", limit, () -> true, () -> served(admin, topics));
        }
    }

    /** Deletes every topic that is not Kafka's own, with the offsets that groups have committed on it. */
    public void deleteAll(Duration limit) {
        try (Admin admin = EmbeddedKafka.admin(bootstrapServers)) {
            Set<String> names = admin.listTopics().names().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            admin.deleteTopics(names).all().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            Readiness.await("The deletion of topics", limit, () -> true,
                    () -> admin.listTopics().names().get(2, TimeUnit.SECONDS).isEmpty());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServerException("Deleting topics was interrupted", interrupted);
        } catch (Exception failure) {
            throw new ServerException("Kafka at " + bootstrapServers + " does not delete topics: "
                    + failure.getMessage(), failure);
        }
    }

    private void create(Admin admin, Collection<TopicSpec> topics, Duration limit) {
        try {
            Set<String> missing = new HashSet<>();
            topics.forEach(topic -> missing.add(topic.name()));
            missing.removeAll(admin.listTopics().names().get(limit.toMillis(), TimeUnit.MILLISECONDS));
            List<NewTopic> creations = topics.stream().filter(topic -> missing.contains(topic.name()))
                    // No replication factor: a cluster knows best, the embedded broker has one replica of everything.
                    .map(topic -> new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty())
                            .configs(topic.config()))
                    .toList();
            admin.createTopics(creations).all().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServerException("Creating topics was interrupted", interrupted);
        } catch (ExecutionException failure) {
            if (!(failure.getCause() instanceof TopicExistsException)) {
                throw refused(failure.getCause());
            }
        } catch (Exception failure) {
            throw refused(failure);
        }
    }

    private ServerException refused(Throwable cause) {
        return new ServerException("Kafka at " + bootstrapServers + " does not create the topics: "
                + cause.getMessage(), cause);
    }

    /** Only a partition's leader answers for its end offset, and only once it has opened the partition's log. */
    private static boolean served(Admin admin, Collection<TopicSpec> topics) throws Exception {
        Map<String, TopicDescription> descriptions = admin
                .describeTopics(topics.stream().map(TopicSpec::name).toList())
                .allTopicNames().get(5, TimeUnit.SECONDS);
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (TopicSpec topic : topics) {
            TopicDescription description = descriptions.get(topic.name());
            boolean led = description != null && description.partitions().stream()
                    .allMatch(partition -> partition.leader() != null && !partition.leader().isEmpty());
            if (!led) {
                return false;
            }
            description.partitions().forEach(partition ->
                    ends.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest()));
        }
        return admin.listOffsets(ends).all().get(5, TimeUnit.SECONDS).size() == ends.size();
    }
}
