package io.bothways.poller.orchard;

import io.bothways.connector.Abilities;
import io.bothways.connector.Ability;
import io.bothways.connector.Authentication;
import io.bothways.connector.Connector;
import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.DeletionSource;
import io.bothways.connector.read.DeletionSource.Deleted;
import io.bothways.connector.read.Found;
import io.bothways.connector.read.Page;
import io.bothways.connector.read.RecordListing;
import io.bothways.connector.read.RecordReader;
import io.bothways.connector.read.SchemaReader;
import io.bothways.connector.webhook.WebhookSource;
import io.bothways.connector.webhook.WebhookSubscriptions;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.contracts.write.Failure;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One account of the app: trees with a name. */
public final class Orchard implements RecordListing, ChangeSource, RecordReader {
    public static final int PAGE = 10;
    private static final Map<URI, Orchard> ALL = new ConcurrentHashMap<>();

    private final ConcurrentSkipListMap<String, SourceRecord> trees = new ConcurrentSkipListMap<>();
    private final Map<String, String> moved = new ConcurrentHashMap<>();
    private final List<String> book = new CopyOnWriteArrayList<>();
    private volatile int torn;
    private volatile String hidden = "";
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger under = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private volatile Consumer<String> weather = call -> {};
    private volatile boolean tellsGrafts;
    private volatile int page = PAGE;
    private volatile Optional<Crier> crier = Optional.empty();

    /** Who is told of what happens to trees, and how he knows that it is true. */
    public record Crier(URI address, String secret, Set<String> types) {}

    public static Orchard at(URI address) {
        return ALL.computeIfAbsent(address, fresh -> new Orchard());
    }

    public void plant(String id, String name, Instant at) {
        trees.put(id, new SourceRecord(id, Map.of("name", FieldValue.text(name)), at.toEpochMilli()));
    }

    public void fell(String id) {
        trees.remove(id);
        book.add(id);
    }

    public void graft(String loser, String survivor) {
        trees.remove(loser);
        moved.put(loser, survivor);
        book.add(loser);
    }

    public Optional<Crier> crier() {
        return crier;
    }

    /** He is forgotten, without a word. */
    public void dismissCrier() {
        crier = Optional.empty();
    }

    /** What has changed tells as well what was grafted, each time. */
    public void tellGrafts() {
        tellsGrafts = true;
    }

    /** Listings leave it out, although it stands. */
    public void hide(String id) {
        hidden = id;
    }

    /** The first pages of the book of what was felled are thrown away. */
    public void tearOut(int entries) {
        torn = entries;
    }

    public void page(int records) {
        page = records;
    }

    /** Is told of each call before it is answered; what it throws is the answer. */
    public void weather(Consumer<String> weather) {
        this.weather = weather;
    }

    /** What was called with which position, in order. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    public long calls(String operation) {
        return calls.stream().filter(call -> call.startsWith(operation)).count();
    }

    public int mostAtOnce() {
        return mostAtOnce.get();
    }

    public SourceRecord tree(String id) {
        SourceRecord tree = trees.get(id);
        if (tree == null) {
            throw new IllegalArgumentException("no tree " + id);
        }
        return tree;
    }

    public static ConnectorException failure(FailureKind kind, String code, int status, Optional<Instant> retryAt) {
        Failure failure = new Failure(code, "the weather", "storm", "", status);
        return new ConnectorException(new ConnectorFailure(kind, failure, retryAt));
    }

    @Override
    public Cursor startingAt(String type, Instant since) {
        return new Cursor(since.toEpochMilli() + "|");
    }

    @Override
    public Page changes(String type, Set<String> fields, Cursor from) {
        return called("changes " + from.position(), () -> {
            String[] position = from.position().split("\\|", 2);
            long since = Long.parseLong(position[0]);
            List<SourceRecord> all = trees.values().stream()
                    .sorted(Comparator.comparingLong(SourceRecord::version).thenComparing(SourceRecord::id))
                    .filter(tree -> tree.version() > since
                            || tree.version() == since && tree.id().compareTo(position[1]) >= 0)
                    .toList();
            List<SourceRecord> changed = all.subList(0, Math.min(page, all.size()));
            boolean more = all.size() > page;
            Cursor next = changed.isEmpty()
                    ? from
                    : new Cursor(changed.getLast().version() + "|" + (more ? changed.getLast().id() : ""));
            return new Page(changed, Optional.of(next), more, false, OptionalLong.empty(), List.of(),
                    tellsGrafts ? moved : Map.of());
        });
    }

    @Override
    public Page list(String type, Set<String> fields, Optional<Cursor> from) {
        String after = from.map(Cursor::position).orElse("");
        return called("list " + after, () -> {
            List<SourceRecord> listed =
                    trees.tailMap(after, false).values().stream()
                            .filter(tree -> !tree.id().equals(hidden))
                            .limit(page)
                            .toList();
            boolean more = !listed.isEmpty() && trees.higherKey(listed.getLast().id()) != null;
            Optional<Cursor> next = more ? Optional.of(new Cursor(listed.getLast().id())) : Optional.empty();
            return new Page(listed, next, more, false, OptionalLong.of(trees.size()), List.of());
        });
    }

    @Override
    public Found readByIds(String type, Set<String> fields, Collection<String> ids) {
        return called("read " + String.join(",", ids), () -> {
            List<SourceRecord> found = new ArrayList<>();
            Set<String> missing = new HashSet<>();
            Map<String, String> elsewhere = new HashMap<>();
            for (String id : ids) {
                if (trees.containsKey(id)) {
                    found.add(tree(id));
                } else if (moved.containsKey(id)) {
                    elsewhere.put(id, moved.get(id));
                } else {
                    missing.add(id);
                }
            }
            return new Found(found, missing, elsewhere, true);
        });
    }

    private <T> T called(String call, java.util.function.Supplier<T> answer) {
        calls.add(call);
        mostAtOnce.accumulateAndGet(under.incrementAndGet(), Math::max);
        try {
            weather.accept(call);
            return answer.get();
        } finally {
            under.decrementAndGet();
        }
    }

    /** What was felled and grafted, by its place in the book; pages of two. */
    private Deleted felled(Cursor from) {
        return called("deletions " + from.position(), () -> {
            int place = Integer.parseInt(from.position());
            int first = Math.max(place, torn);
            int end = Math.min(first + 2, book.size());
            List<String> deleted = new ArrayList<>(book.subList(first, end));
            Map<String, String> combined = new HashMap<>();
            deleted.stream().filter(moved::containsKey).forEach(id -> combined.put(id, moved.get(id)));
            return new Deleted(
                    deleted, combined, new Cursor(Integer.toString(end)), end < book.size(), place >= torn);
        });
    }

    private final class Book implements DeletionSource {
        @Override
        public Cursor startingAt(String type, Instant since) {
            return new Cursor("0");
        }

        @Override
        public Deleted deletions(String type, Cursor from) {
            return felled(from);
        }
    }

    Connector connector() {
        return connector(Orchard.this);
    }

    Connector vineyard() {
        return connector(Orchard.this, new Book(), pushes());
    }

    /** A vineyard that can be asked to push. */
    Connector meadow() {
        return connector(Orchard.this, new Book(), pushes(), new WebhookSubscriptions() {
            @Override
            public Subscribed subscribe(URI address, String secret, Set<String> types) {
                return called("subscribe " + String.join(",", types), () -> {
                    crier = Optional.of(new Crier(address, secret, Set.copyOf(types)));
                    return new Subscribed(types, secret);
                });
            }

            @Override
            public void unsubscribe(URI address) {
                called("unsubscribe", () -> crier = Optional.empty());
            }
        });
    }

    Connector grove() {
        RecordListing listing = this::list;
        RecordReader reader = this::readByIds;
        return connector(listing, reader, pushes());
    }

    private static WebhookSource pushes() {
        return push -> {
            throw new UnsupportedOperationException("a poller hears no pushes");
        };
    }

    private Connector connector(Ability... abilities) {
        SchemaReader schema = () -> List.of(new ObjectSchema("trees", "Trees", "tree", List.of()));
        List<Ability> all = new ArrayList<>(List.of(abilities));
        all.add(schema);
        Abilities of = Abilities.of(all.toArray(Ability[]::new));
        return new Connector() {
            @Override
            public Identity identify() {
                return called("identify", () -> new Identity("orchard-1", "The Orchard", "UTC"));
            }

            @Override
            public Abilities abilities() {
                return of;
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
