package io.bothways.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.Cause;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.event.Activity;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.event.DeadLetter;
import io.bothways.contracts.event.Hint;
import io.bothways.contracts.event.Mirrored;
import io.bothways.contracts.event.Request;
import io.bothways.contracts.record.Evidence;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.contracts.write.WriteResult;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final RecordRef REF = new RecordRef(new AccountId("hub"), "contacts", "7");

    @Test
    void namesTheMessageAsCloudEventsDoes() {
        assertThat(Envelope.headers(deleted(TRACE)))
                .containsExactly(
                        entry("ce_specversion", "1.0"),
                        entry("ce_id", "m1"),
                        entry("ce_source", "/bothways/tenants/acme/accounts/hub"),
                        entry("ce_type", "io.bothways.record_deleted.v1"),
                        entry("ce_subject", "hub/contacts/7"),
                        entry("content-type", "application/json"),
                        entry("ce_time", "2026-01-31T08:00:00Z"),
                        entry("traceparent", TRACE));
    }

    @Test
    void leavesOutATraceThatIsNotThere() {
        assertThat(Envelope.headers(deleted(""))).doesNotContainKey("traceparent");
    }

    @Test
    void namesADigestByRecordAndContent() {
        TenantId tenant = new TenantId("acme");

        assertThat(Envelope.headers(new Mirrored(tenant, REF, "d1gest", false)))
                .containsEntry("ce_id", "hub/contacts/7/d1gest")
                .containsEntry("ce_type", "io.bothways.mirrored.v1");
        assertThat(Envelope.headers(new Mirrored(tenant, REF, "", true)))
                .containsEntry("ce_id", "hub/contacts/7/deleted");
    }

    @Test
    void namesADeadLetterByWhereItStood() {
        DeadLetter letter = new DeadLetter(
                "bothways.changes.v1", 3, 99, "hub/contacts/7", new byte[0], "not JSON", Instant.EPOCH);

        assertThat(Envelope.headers(letter))
                .containsEntry("ce_id", "bothways.changes.v1/3/99")
                .containsEntry("ce_source", "/bothways/topics/bothways.changes.v1")
                .containsEntry("ce_time", "1970-01-01T00:00:00Z");
    }

    @Test
    void everyMessageHasTheAttributesThatCloudEventsRequires() {
        for (int seed = 0; seed < 300; seed++) {
            AnyMessage any = new AnyMessage(seed);
            assertThat(List.of(
                            Envelope.headers(any.of(ChangeEvent.class)),
                            Envelope.headers(any.of(Hint.class)),
                            Envelope.headers(any.of(WriteCommand.class)),
                            Envelope.headers(any.of(WriteResult.class)),
                            Envelope.headers(any.of(Activity.class)),
                            Envelope.headers(any.of(Request.class))))
                    .allSatisfy(headers -> assertThat(headers)
                            .containsKeys("ce_specversion", "ce_id", "ce_source", "ce_type", "ce_subject", "ce_time"));
        }
    }

    private static ChangeEvent deleted(String trace) {
        MessageHead head = new MessageHead(
                "m1",
                new TenantId("acme"),
                REF.account(),
                Cause.of(Cause.Kind.POLL),
                1,
                Instant.parse("2026-01-31T08:00:00Z"),
                Instant.parse("2026-01-31T08:00:01Z"),
                trace);
        return new ChangeEvent.RecordDeleted(head, REF, new Evidence(0, 1, 2, false));
    }
}
