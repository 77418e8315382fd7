package io.bothways.webhook.orchard;

import io.bothways.connector.Abilities;
import io.bothways.connector.Authentication;
import io.bothways.connector.Connector;
import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.read.Found;
import io.bothways.connector.read.RecordReader;
import io.bothways.connector.webhook.WebhookSource;
import io.bothways.contracts.event.Hint;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.write.Failure;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * One account of the app. A push is lines of {@code kind type id}, with {@code name version} behind where it brings the
 * record, or the id of the survivor behind; its header {@code x-secret} is the secret, its header {@code x-sent-to} the
 * address that it was sent to.
 */
public final class Orchard implements RecordReader, WebhookSource {
    public static final int BATCH = 5;
    public static final String ACKNOWLEDGEMENT = "<heard/>";
    private static final Map<URI, Orchard> ALL = new ConcurrentHashMap<>();

    private final Map<String, String> trees = new ConcurrentHashMap<>();
    private final Map<String, String> moved = new ConcurrentHashMap<>();
    private final List<List<String>> reads = new CopyOnWriteArrayList<>();
    private volatile Consumer<Collection<String>> weather = ids -> {};

    public static Orchard at(URI address) {
        return ALL.computeIfAbsent(address, fresh -> new Orchard());
    }

    public void plant(String id, String name) {
        trees.put(id, name);
    }

    public void fell(String id) {
        trees.remove(id);
    }

    public void graft(String loser, String survivor) {
        trees.remove(loser);
        moved.put(loser, survivor);
    }

    /** Is told of the ids of each call before it is answered; what it throws is the answer. */
    public void weather(Consumer<Collection<String>> weather) {
        this.weather = weather;
    }

    /** The ids of each call, sorted. */
    public List<List<String>> reads() {
        return List.copyOf(reads);
    }

    public static ConnectorException failure(FailureKind kind, int status, Optional<Instant> retryAt) {
        Failure failure = new Failure(kind.name(), "the weather", "storm", "", status);
        return new ConnectorException(new ConnectorFailure(kind, failure, retryAt));
    }

    @Override
    public Found readByIds(String type, Set<String> fields, Collection<String> ids) {
        reads.add(ids.stream().sorted().toList());
        List<SourceRecord> found = new ArrayList<>();
        Set<String> missing = new HashSet<>();
        Map<String, String> elsewhere = new HashMap<>();
        for (String id : ids) {
            String name = trees.get(id);
            if (name != null) {
                found.add(new SourceRecord(id, Map.of("name", FieldValue.text(name)), 0));
            } else if (moved.containsKey(id)) {
                elsewhere.put(id, moved.get(id));
            } else {
                missing.add(id);
            }
        }
        // After the reading: what happens meanwhile is not in it.
        weather.accept(ids);
        return new Found(found, missing, elsewhere, true);
    }

    @Override
    public Verdict receive(Push push) {
        if (!push.secret().equals(push.headers().get("x-secret"))) {
            return new Verdict.Refused("wrong secret");
        }
        if (!push.address().toString().equals(push.headers().get("x-sent-to"))) {
            return new Verdict.Refused("sent to another address");
        }
        List<Sighting> sightings = new ArrayList<>();
        for (String line : new String(push.body(), StandardCharsets.UTF_8).lines().toList()) {
            String[] words = line.split(" ");
            if (words.length < 3 || words.length > 5) {
                return new Verdict.Malformed("a line has three words, four or five");
            }
            sightings.add(new Sighting(
                    words[1],
                    words[2],
                    Hint.Kind.valueOf(words[0]),
                    push.receivedAt(),
                    line,
                    words.length == 5 ? Optional.of(record(words[2], words[3], words[4])) : Optional.empty(),
                    words.length == 4 ? Optional.of(words[3]) : Optional.empty()));
        }
        return new Verdict.Genuine(sightings, ACKNOWLEDGEMENT, "text/xml");
    }

    /** A name of {@code -} was left out; the tree's height is pushed though nobody asks for it. */
    private static SourceRecord record(String id, String name, String version) {
        Map<String, FieldValue> fields = new HashMap<>(Map.of("height", FieldValue.text("12 m")));
        if (!name.equals("-")) {
            fields.put("name", FieldValue.text(name));
        }
        return new SourceRecord(id, fields, Long.parseLong(version));
    }

    Connector connector() {
        return new Connector() {
            @Override
            public Identity identify() {
                return new Identity("orchard-1", "The Orchard", "UTC");
            }

            @Override
            public Abilities abilities() {
                return Abilities.of(Orchard.this);
            }

            @Override
            public Authentication authentication() {
                return () -> new Authentication.Token("Bearer t", Optional.empty(), Optional.empty(), Map.of());
            }

            @Override
            public ConnectorFailure classify(int status, Map<String, String> headers, String body) {
                throw new UnsupportedOperationException("no HTTP here");
            }
        };
    }
}
