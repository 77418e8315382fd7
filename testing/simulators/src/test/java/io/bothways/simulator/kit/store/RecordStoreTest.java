package io.bothways.simulator.kit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordStoreTest {
    private static final ObjectType PERSON = new ObjectType("person", "Persons", ObjectType.Kind.PERSON, List.of());

    private final List<Change> told = new ArrayList<>();
    private RecordStore store;

    @BeforeEach
    void open() {
        store = new RecordStore(List.of(PERSON), new Lenient(),
                Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC), Duration.ofSeconds(1));
        store.index("name", PERSON, stored -> stored.text("name") == null ? List.of() : List.of(stored.text("name")));
        store.listen(told::add);
    }

    @Test
    void takesBackAllWritesOfATransactionThatFails() {
        StoredRecord ann = store.create(PERSON, Map.of("name", "Ann"), Editor.PERSON);
        StoredRecord bob = store.create(PERSON, Map.of("name", "Bob"), Editor.PERSON);
        told.clear();

        assertThatIllegalStateException().isThrownBy(() -> store.atomically(() -> {
            store.update(ann, Map.of("name", "Anna"), Editor.API);
            store.delete(bob, Editor.API);
            store.create(PERSON, "chosen", Map.of("name", "Cy"), Editor.API);
            throw new IllegalStateException("the last write fails");
        }));

        assertThat(ann.text("name")).isEqualTo("Ann");
        assertThat(ann.modifiedBy()).isEqualTo(Editor.PERSON);
        assertThat(bob.deleted()).isFalse();
        assertThat(store.get(PERSON, "chosen")).isNull();
        assertThat(store.find("name", "Ann")).isSameAs(ann);
        assertThat(store.find("name", "Anna")).isNull();
        assertThat(store.find("name", "Bob")).isSameAs(bob);
        assertThat(store.find("name", "Cy")).isNull();
        assertThat(told).isEmpty();
    }

    @Test
    void tellsTheChangesOfATransactionOnceAllAreMade() {
        StoredRecord created = store.atomically(() -> {
            StoredRecord one = store.create(PERSON, Map.of("name", "Ann"), Editor.API);
            store.create(PERSON, Map.of("name", "Bob"), Editor.API);
            assertThat(told).isEmpty();
            return one;
        });

        assertThat(told).extracting(Change::kind).containsExactly(Change.Kind.CREATED, Change.Kind.CREATED);
        assertThat(told.getFirst().record()).isSameAs(created);
    }

    @Test
    void createsUnderAChosenIdOnceItsFormerHolderIsDeleted() {
        StoredRecord first = store.create(PERSON, "chosen", Map.of("name", "Ann"), Editor.API);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.create(PERSON, "chosen", Map.of(), Editor.API));
        store.delete(first, Editor.API);

        StoredRecord second = store.create(PERSON, "chosen", Map.of("name", "Bob"), Editor.API);

        assertThat(store.live(PERSON, "chosen")).isSameAs(second);
    }

    private static final class Lenient implements RecordRules {
        @Override
        public String newId(ObjectType type, long sequence) {
            return String.valueOf(sequence);
        }

        @Override
        public Map<String, @Nullable Object> accept(RecordStore store, ObjectType type,
                @Nullable StoredRecord existing, Map<String, @Nullable Object> fields) {
            return fields;
        }
    }
}
