package io.bothways.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bothways.contracts.Topics;
import io.bothways.contracts.event.Activity;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.event.DeadLetter;
import io.bothways.contracts.event.Hint;
import io.bothways.contracts.event.Mirrored;
import io.bothways.contracts.event.Request;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.contracts.write.WriteResult;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The machine-readable page of the contracts says what the code does: no more and no less. */
class AsyncApiTest {
    private static final Set<String> SERVICES =
            Set.of("poller-service", "webhook-service", "merge-service", "writer-service", "status-service");
    private static final ObjectMapper TREES = new ObjectMapper();
    private static final Codec CODEC = new Codec();

    private final Map<String, Object> document = document();
    private final SchemaCheck schemas = new SchemaCheck(document);

    @Test
    void topicsAreThoseOfTheCode() {
        Map<String, Topics.Topic> described = new TreeMap<>();
        channels().values().forEach(channel -> {
            Map<String, Object> kafka = child(child(channel, "bindings"), "kafka");
            Map<String, Object> settings = child(kafka, "topicConfiguration");
            boolean compacted = List.of("compact").equals(settings.get("cleanup.policy"));
            Duration retention = settings.get("retention.ms") instanceof Number milliseconds
                    ? Duration.ofMillis(milliseconds.longValue())
                    : Duration.ZERO;
            String name = (String) channel.get("address");
            described.put(name, new Topics.Topic(name, (Integer) kafka.get("partitions"), compacted, retention));
        });
        Map<String, Topics.Topic> coded = new TreeMap<>();
        Topics.all().forEach(topic -> coded.put(topic.name(), new Topics.Topic(
                topic.name(),
                topic.partitions(),
                topic.compacted(),
                topic.compacted() ? Duration.ZERO : topic.retention())));

        assertThat(described).isEqualTo(coded);
    }

    @Test
    void messageTypesAreThoseOfTheCodeAndEachStandsOnATopic() {
        Set<String> onTopics = new TreeSet<>();
        channels().values().forEach(channel -> child(channel, "messages").forEach((name, message) -> {
            onTopics.add(name);
            assertThat(message).isEqualTo(Map.of("$ref", "#/components/messages/" + name));
        }));

        assertThat(onTopics).isEqualTo(new TreeSet<>(Contracts.messageTypes()));
        assertThat(messages().keySet()).isEqualTo(onTopics);
    }

    @Test
    void everyTopicHasServicesThatSendAndServicesThatReceive() {
        Map<String, Set<String>> actions = new TreeMap<>();
        child(document, "operations").forEach((name, node) -> {
            Map<String, Object> operation = map(node);
            String channel = ((String) child(operation, "channel").get("$ref")).replace("#/channels/", "");
            String service = (String) map(((List<?>) operation.get("tags")).getFirst()).get("name");
            assertThat(SERVICES).contains(service);
            assertThat(name)
                    .isEqualTo(service.replace("-service", "_") + operation.get("action") + "s_" + channel);
            actions.computeIfAbsent(channel, any -> new TreeSet<>()).add((String) operation.get("action"));
        });

        assertThat(actions.keySet()).isEqualTo(channels().keySet());
        assertThat(actions.values()).allMatch(Set.of("send", "receive")::equals);
    }

    @Test
    void headersNameTheTypeAsTheEnvelopeDoes() {
        Map<String, Object> described = new TreeMap<>();
        messages().forEach((name, message) -> {
            Map<String, Object> headers = child(child(map(message), "headers"), "properties");
            described.put(name, child(headers, "ce_type").get("const"));
        });
        Map<String, Object> coded = new TreeMap<>();
        everyMessage((type, sent) -> coded.put(type, sent.headers().get("ce_type")));

        assertThat(described).isEqualTo(coded);
    }

    @Test
    void schemasDescribeWhatIsWrittenAndNothingElse() {
        everyMessage((type, sent) -> {
            try {
                String schema = (String) child(map(messages().get(type)), "payload").get("$ref");
                schemas.check(schema, TREES.readValue(sent.json(), Object.class));
            } catch (IOException defect) {
                throw new AssertionError(defect);
            }
        });

        assertThat(Set.copyOf(schemas.errors())).isEmpty();
        assertThat(schemas.met()).containsExactlyInAnyOrderElementsOf(schemas.places());
    }

    private record Sent(byte[] json, Map<String, String> headers) {}

    /** Hundreds of messages of every type, so that every member, case and code occurs. */
    private static void everyMessage(BiConsumer<String, Sent> each) {
        for (int seed = 0; seed < 600; seed++) {
            AnyMessage any = new AnyMessage(seed);
            ChangeEvent event = any.of(ChangeEvent.class);
            each.accept(EventForms.CHANGE_EVENT.code(event), new Sent(CODEC.encode(event), Envelope.headers(event)));
            Hint hint = any.of(Hint.class);
            each.accept("hint", new Sent(CODEC.encode(hint), Envelope.headers(hint)));
            Mirrored mirrored = any.of(Mirrored.class);
            each.accept("mirrored", new Sent(CODEC.encode(mirrored), Envelope.headers(mirrored)));
            WriteCommand command = any.of(WriteCommand.class);
            each.accept(
                    WriteForms.WRITE_COMMAND.code(command), new Sent(CODEC.encode(command), Envelope.headers(command)));
            WriteResult result = any.of(WriteResult.class);
            each.accept("write_result", new Sent(CODEC.encode(result), Envelope.headers(result)));
            Activity activity = any.of(Activity.class);
            each.accept(
                    ActivityForms.ACTIVITY.code(activity),
                    new Sent(CODEC.encode(activity), Envelope.headers(activity)));
            Request request = any.of(Request.class);
            each.accept(RequestForms.REQUEST.code(request), new Sent(CODEC.encode(request), Envelope.headers(request)));
            DeadLetter letter = any.of(DeadLetter.class);
            each.accept("dead_letter", new Sent(CODEC.encode(letter), Envelope.headers(letter)));
        }
    }

    private Map<String, Map<String, Object>> channels() {
        Map<String, Map<String, Object>> channels = new TreeMap<>();
        child(document, "channels").forEach((name, channel) -> channels.put(name, map(channel)));
        return channels;
    }

    private Map<String, Object> messages() {
        return child(child(document, "components"), "messages");
    }

    private static Map<String, Object> document() {
        try {
            return map(new Yaml().load(Files.readString(Contracts.path("asyncapi.yaml"))));
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }

    private static Map<String, Object> child(Map<String, Object> node, String name) {
        return map(node.get(name));
    }

    private static Map<String, Object> map(Object node) {
        return Contracts.typed((Map<?, ?>) node, String.class, Object.class);
    }
}
