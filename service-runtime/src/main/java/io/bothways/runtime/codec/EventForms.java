package io.bothways.runtime.codec;

import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.event.DeadLetter;
import io.bothways.contracts.event.Hint;
import io.bothways.contracts.event.Mirrored;
import java.util.List;

/** The forms of change events, hints, digests and dead letters. */
final class EventForms {
    private static final Form<Hint.Kind> HINT_KIND = Forms.codes(Hint.Kind.class, kind -> switch (kind) {
        case CHANGED -> "changed";
        case DELETED -> "deleted";
        case COMBINED -> "combined";
    });

    private static final OneOf.Case<ChangeEvent.RecordChanged> RECORD_CHANGED =
            new OneOf.Case<>("record_changed", recordChanged());
    private static final OneOf.Case<ChangeEvent.RecordDeleted> RECORD_DELETED =
            new OneOf.Case<>("record_deleted", recordDeleted());
    private static final OneOf.Case<ChangeEvent.RecordsCombined> RECORDS_COMBINED =
            new OneOf.Case<>("records_combined", recordsCombined());
    private static final OneOf.Case<ChangeEvent.ListingFinished> LISTING_FINISHED =
            new OneOf.Case<>("listing_finished", listingFinished());
    static final OneOf<ChangeEvent> CHANGE_EVENT = new OneOf<>(
            "a change event",
            event -> switch (event) {
                case ChangeEvent.RecordChanged any -> RECORD_CHANGED;
                case ChangeEvent.RecordDeleted any -> RECORD_DELETED;
                case ChangeEvent.RecordsCombined any -> RECORDS_COMBINED;
                case ChangeEvent.ListingFinished any -> LISTING_FINISHED;
            },
            List.of(RECORD_CHANGED, RECORD_DELETED, RECORDS_COMBINED, LISTING_FINISHED));

    static final Shape<Hint> HINT = hint();
    static final Shape<Mirrored> MIRRORED = mirrored();
    static final Shape<DeadLetter> DEAD_LETTER = deadLetter();

    private EventForms() {}

    private static Shape<ChangeEvent.RecordChanged> recordChanged() {
        var shape = Shape.<ChangeEvent.RecordChanged>of("record changed");
        var head = shape.required("head", ChangeEvent.RecordChanged::head, RecordForms.HEAD);
        var snapshot = shape.required("snapshot", ChangeEvent.RecordChanged::snapshot, RecordForms.SNAPSHOT);
        return shape.madeBy(read -> new ChangeEvent.RecordChanged(read.get(head), read.get(snapshot)));
    }

    private static Shape<ChangeEvent.RecordDeleted> recordDeleted() {
        var shape = Shape.<ChangeEvent.RecordDeleted>of("record deleted");
        var head = shape.required("head", ChangeEvent.RecordDeleted::head, RecordForms.HEAD);
        var ref = shape.required("ref", ChangeEvent.RecordDeleted::ref, RecordForms.REF);
        var evidence = shape.required("evidence", ChangeEvent.RecordDeleted::evidence, RecordForms.EVIDENCE);
        return shape.madeBy(read -> new ChangeEvent.RecordDeleted(read.get(head), read.get(ref), read.get(evidence)));
    }

    private static Shape<ChangeEvent.RecordsCombined> recordsCombined() {
        var shape = Shape.<ChangeEvent.RecordsCombined>of("records combined");
        var head = shape.required("head", ChangeEvent.RecordsCombined::head, RecordForms.HEAD);
        var loser = shape.required("loser", ChangeEvent.RecordsCombined::loser, RecordForms.REF);
        var survivor = shape.required("survivor", ChangeEvent.RecordsCombined::survivor, RecordForms.REF);
        var evidence = shape.required("evidence", ChangeEvent.RecordsCombined::evidence, RecordForms.EVIDENCE);
        return shape.madeBy(read -> new ChangeEvent.RecordsCombined(
                read.get(head),
                read.get(loser),
                read.get(survivor),
                read.get(evidence)));
    }

    private static Shape<ChangeEvent.ListingFinished> listingFinished() {
        var shape = Shape.<ChangeEvent.ListingFinished>of("listing finished");
        var head = shape.required("head", ChangeEvent.ListingFinished::head, RecordForms.HEAD);
        var run = shape.required("run", ChangeEvent.ListingFinished::run, Forms.TEXT);
        var type = shape.required("object_type", ChangeEvent.ListingFinished::type, Forms.TEXT);
        var records = shape.required("records", ChangeEvent.ListingFinished::records, Forms.LONG);
        var startedAt = shape.required("started_at", ChangeEvent.ListingFinished::startedAt, Forms.INSTANT);
        var partition = shape.required("partition", ChangeEvent.ListingFinished::partition, Forms.INT);
        var partitions = shape.required("partitions", ChangeEvent.ListingFinished::partitions, Forms.INT);
        return shape.madeBy(read -> new ChangeEvent.ListingFinished(
                read.get(head),
                read.get(run),
                read.get(type),
                read.get(records),
                read.get(startedAt),
                read.get(partition),
                read.get(partitions)));
    }

    private static Shape<Hint> hint() {
        var shape = Shape.<Hint>of("hint");
        var head = shape.required("head", Hint::head, RecordForms.HEAD);
        var ref = shape.required("ref", Hint::ref, RecordForms.REF);
        var kind = shape.required("kind", Hint::kind, HINT_KIND);
        var record = shape.optional("record", Hint::record, RecordForms.SNAPSHOT);
        var movedTo = shape.optional("moved_to", Hint::movedTo, Forms.TEXT);
        return shape.madeBy(read -> new Hint(
                read.get(head), read.get(ref), read.get(kind), read.find(record), read.find(movedTo)));
    }

    private static Shape<Mirrored> mirrored() {
        var shape = Shape.<Mirrored>of("mirrored");
        var tenant = shape.required("tenant", Mirrored::tenant, RecordForms.TENANT);
        var ref = shape.required("ref", Mirrored::ref, RecordForms.REF);
        var digest = shape.required("digest", Mirrored::digest, Forms.TEXT);
        var deleted = shape.required("deleted", Mirrored::deleted, Forms.BOOLEAN);
        return shape.madeBy(read -> new Mirrored(read.get(tenant), read.get(ref), read.get(digest), read.get(deleted)));
    }

    private static Shape<DeadLetter> deadLetter() {
        var shape = Shape.<DeadLetter>of("dead letter");
        var topic = shape.required("topic", DeadLetter::topic, Forms.TEXT);
        var partition = shape.required("partition", DeadLetter::partition, Forms.INT);
        var offset = shape.required("offset", DeadLetter::offset, Forms.LONG);
        var key = shape.required("key", DeadLetter::key, Forms.TEXT);
        var payload = shape.required("payload", DeadLetter::payload, Forms.BASE64);
        var reason = shape.required("reason", DeadLetter::reason, Forms.TEXT);
        var parkedAt = shape.required("parked_at", DeadLetter::parkedAt, Forms.INSTANT);
        return shape.madeBy(read -> new DeadLetter(
                read.get(topic),
                read.get(partition),
                read.get(offset),
                read.get(key),
                read.get(payload),
                read.get(reason),
                read.get(parkedAt)));
    }
}
