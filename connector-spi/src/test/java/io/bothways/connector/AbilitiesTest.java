package io.bothways.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.Page;
import io.bothways.connector.read.RecordCount;
import io.bothways.connector.read.RecordListing;
import io.bothways.connector.read.SchemaReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AbilitiesTest {
    private static class Lists implements RecordListing {
        @Override
        public Page list(String type, Set<String> fields, Optional<Cursor> from) {
            return new Page(List.of(), Optional.empty(), false, false, OptionalLong.empty(), List.of());
        }
    }

    private static final class ListsAndTellsChanges extends Lists implements ChangeSource {
        @Override
        public Cursor startingAt(String type, Instant since) {
            return new Cursor(since.toString());
        }

        @Override
        public Page changes(String type, Set<String> fields, Cursor from) {
            return list(type, fields, Optional.of(from));
        }
    }

    @Test
    void anObjectHasEveryAbilityThatItOrItsParentImplements() {
        ListsAndTellsChanges both = new ListsAndTellsChanges();
        SchemaReader schema = List::of;

        Abilities abilities = Abilities.of(both, schema);

        assertThat(abilities.types())
                .containsExactlyInAnyOrder(RecordListing.class, ChangeSource.class, SchemaReader.class);
        assertThat(abilities.find(RecordListing.class)).containsSame(both);
        assertThat(abilities.find(ChangeSource.class)).containsSame(both);
        assertThat(abilities.find(SchemaReader.class)).containsSame(schema);
    }

    @Test
    void twoObjectsWithOneAbilityAreRefused() {
        assertThatThrownBy(() -> Abilities.of(new Lists(), new ListsAndTellsChanges()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RecordListing");
    }

    @Test
    void anAbsentAbilityIsEmptyWhenAskedForAndARefusalWhenNeeded() {
        Connector connector = with(Abilities.of(new Lists()));

        assertThat(connector.ability(RecordCount.class)).isEmpty();
        assertThatThrownBy(() -> connector.need(RecordCount.class))
                .isInstanceOfSatisfying(ConnectorException.class, refused -> {
                    assertThat(refused.kind()).isEqualTo(FailureKind.REJECTED);
                    assertThat(refused.failure().code()).isEqualTo(FailureCodes.ABILITY_MISSING);
                    assertThat(refused.failure().message()).contains("RecordCount");
                });
    }

    private static Connector with(Abilities abilities) {
        return new Connector() {
            @Override
            public Identity identify() {
                return new Identity("1", "One", "UTC");
            }

            @Override
            public Authentication authentication() {
                return () -> new Authentication.Token("Bearer t", Optional.empty(), Optional.empty(), Map.of());
            }

            @Override
            public Abilities abilities() {
                return abilities;
            }

            @Override
            public ConnectorFailure classify(int status, Map<String, String> headers, String body) {
                throw new AssertionError("no calls are made here");
            }
        };
    }
}
