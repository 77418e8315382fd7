package io.bothways.simulator.dataverse.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.simulator.dataverse.records.DataverseRules;
import io.bothways.simulator.dataverse.schema.Organization;
import io.bothways.simulator.dataverse.schema.Table;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.kit.webhook.WebhookFormat.Delivery;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataverseWebhooksTest {
    private final Clock clock = Clock.systemUTC();
    private final DataverseWebhooks webhooks = new DataverseWebhooks("secret", clock);

    @Test
    void leavesTheContentOutOfMessagesLongerThan256Kilobytes() {
        RecordStore store = new RecordStore(Organization.tables().stream().map(Table::stored).toList(),
                new DataverseRules(), clock, Duration.ofSeconds(1));
        DataverseRules.index(store);
        Table steps = Organization.table("sdkmessageprocessingstep").orElseThrow();
        StoredRecord plain = store.create(steps.stored(), Map.of("name", "a"), Editor.API);
        StoredRecord huge = store.create(steps.stored(), Map.of("filteringattributes", "€".repeat(99_000)), Editor.API);

        Delivery small = webhooks.encode(List.of(webhooks.eventAbout(plain)), 0, "");
        Delivery large = webhooks.encode(List.of(webhooks.eventAbout(huge)), 0, "");

        assertThat(small.headers()).doesNotContainKey("x-ms-dynamics-msg-size-exceeded");
        assertThat(small.body()).contains("\"Target\"");
        assertThat(large.headers()).containsEntry("x-ms-dynamics-msg-size-exceeded", "true");
        assertThat(large.body()).doesNotContain("\"Target\"").contains(huge.id());
    }
}
