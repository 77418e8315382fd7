package io.bothways.writer;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.Cause;
import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.Lane;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.Side;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.write.CommandHead;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.contracts.write.WriteCommand.CreateRecord;
import io.bothways.contracts.write.WriteCommand.DeleteRecord;
import io.bothways.contracts.write.WriteCommand.UpdateRecord;
import java.time.Instant;
import java.util.Map;

/** Commands for tests: of one account, type and connection, with what a test cares about. */
public record SampleCommands(AccountId account, Side side, String type, Lane lane, Instant now) {
    public static final TenantId TENANT = new TenantId("tenant");
    public static final ConnectionId CONNECTION = new ConnectionId("connection");
    public static final long VERSION = 3;

    public static SampleCommands plain() {
        return new SampleCommands(
                new AccountId("account"), Side.A, "contacts", Lane.LIVE, Instant.parse("2026-03-01T12:00:00Z"));
    }

    public SampleCommands in(Lane other) {
        return new SampleCommands(account, side, type, other, now);
    }

    public SampleCommands of(String otherType) {
        return new SampleCommands(account, side, otherType, lane, now);
    }

    public UpdateRecord update(String id, String link, long revision, String recordId, Map<String, FieldValue> fields) {
        return update(head(id, link, revision, VERSION), recordId, fields, Map.of(), now);
    }

    public UpdateRecord update(
            CommandHead head,
            String recordId,
            Map<String, FieldValue> fields,
            Map<String, FieldValue> expected,
            Instant expectedAt) {
        return new UpdateRecord(
                head,
                new RecordRef(account, type, recordId),
                fields,
                Map.of("source", FieldValue.text("source value")),
                expected,
                expectedAt);
    }

    public CreateRecord create(
            String id, String link, Map<String, FieldValue> fields, Map<String, FieldValue> matchKeys) {
        RecordRef source = new RecordRef(new AccountId("source"), "Contact", "s-" + link);
        return new CreateRecord(head(id, link, 1, VERSION), source, fields, Map.of(), matchKeys);
    }

    public DeleteRecord delete(String id, String link, String recordId, Map<String, FieldValue> expected) {
        return new DeleteRecord(
                head(id, link, 1, VERSION), new RecordRef(account, type, recordId), expected, now);
    }

    public CommandHead head(String id, String link, long revision, long version) {
        MessageHead message = new MessageHead(id, TENANT, account, Cause.of(Cause.Kind.POLL), 1, now, now, "");
        return new CommandHead(message, CONNECTION, "contact", link, side, revision, type, lane, version);
    }

    public static Map<String, FieldValue> text(String field, String value) {
        return Map.of(field, FieldValue.text(value));
    }

    public static String id(WriteCommand command) {
        return command.head().id();
    }
}
