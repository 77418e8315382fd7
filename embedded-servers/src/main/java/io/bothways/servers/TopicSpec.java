package io.bothways.servers;

import io.bothways.contracts.Topics;
import java.util.List;
import java.util.Map;

/** A topic as it has to exist before anybody uses it; {@code config} holds the topic's own settings. */
public record TopicSpec(String name, int partitions, Map<String, String> config) {
    public TopicSpec {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a topic needs a name");
        }
        if (partitions < 1) {
            throw new IllegalArgumentException("topic " + name + " needs at least one partition, not " + partitions);
        }
        config = Map.copyOf(config);
    }

    /** Every topic of Bothways. */
    public static List<TopicSpec> ofBothways() {
        return Topics.all().stream().map(TopicSpec::of).toList();
    }

    private static TopicSpec of(Topics.Topic topic) {
        return new TopicSpec(topic.name(), topic.partitions(), topic.compacted()
                ? Map.of("cleanup.policy", "compact")
                : Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(topic.retention().toMillis())));
    }
}
