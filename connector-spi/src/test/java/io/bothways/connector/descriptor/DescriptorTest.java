package io.bothways.connector.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bothways.connector.ConnectorDescriptor;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.RecordListing;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DescriptorTest {
    @Test
    void valuesAndAbilitiesMayNotContradictEachOther() {
        Reading changing = Reading.of(10, 10).withChanges(Reading.Changes.of(10, Duration.ofSeconds(1)));

        assertThat(ConnectorDescriptor.of("a", "A").reading(changing).abilities(Set.of(ChangeSource.class))
                        .has(ChangeSource.class))
                .isTrue();
        assertThatThrownBy(() -> ConnectorDescriptor.of("a", "A").reading(changing).abilities(Set.of()))
                .hasMessageContaining("ChangeSource");
        assertThatThrownBy(() -> ConnectorDescriptor.of("a", "A").abilities(Set.of(ChangeSource.class)))
                .hasMessageContaining("ChangeSource");
    }

    @Test
    void anAppThatOnlyPushesIsListedAndTellsNoDeletionsInItsChanges() {
        assertThat(ConnectorDescriptor.of("a", "A").abilities(Set.of(RecordListing.class)).reading().changes())
                .isEmpty();
        assertThatThrownBy(() -> ConnectorDescriptor.of("a", "A")
                        .deletions(Deletions.by(Deletions.Rung.of(Deletions.Source.CHANGES)))
                        .abilities(Set.of(RecordListing.class)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theLongestBeginningOfAnOperationSaysItsCost() {
        Budget budget = Budget.rolling("tokens", 100, Duration.ofSeconds(2))
                .costing(Map.of("", 2L, "list", 20L, "list_deleted", 40L));

        assertThat(budget.cost("list_deleted")).isEqualTo(40);
        assertThat(budget.cost("list_persons")).isEqualTo(20);
        assertThat(budget.cost("read")).isEqualTo(2);
        assertThat(Budget.rolling("calls", 10, Duration.ofSeconds(1)).cost("read")).isEqualTo(1);
    }

    @Test
    void aBudgetCoversItsEndpointOnly() {
        Budget search = Budget.rolling("search", 5, Duration.ofSeconds(1)).forEndpoint("search");

        assertThat(search.covers("search")).isTrue();
        assertThat(search.covers("batch_read")).isFalse();
        assertThat(Budget.daily("daily", 5).covers("batch_read")).isTrue();
    }

    @Test
    void theNarrowestLimitOnCallsAtOnceCounts() {
        Limits limits = new Limits(java.util.List.of(), 10, Map.of("scroll", 1, "s", 5));

        assertThat(limits.concurrentCalls("scroll")).isEqualTo(1);
        assertThat(limits.concurrentCalls("search")).isEqualTo(5);
        assertThat(limits.concurrentCalls("read")).isEqualTo(10);
    }

    @Test
    void valuesThatNoAppCanMeanAreRefused() {
        assertThatThrownBy(() -> Budget.rolling("none", 0, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Limits.of(
                        1,
                        Budget.rolling("one", 1, Duration.ofSeconds(1)),
                        Budget.rolling("one", 2, Duration.ofSeconds(1))))
                .hasMessageContaining("one");
        assertThatThrownBy(() -> Reading.of(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Horizons.of(Duration.ofSeconds(30)).withServerTimeout(Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Deletions(java.util.List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
