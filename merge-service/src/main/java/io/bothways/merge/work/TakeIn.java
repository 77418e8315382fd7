package io.bothways.merge.work;

import io.bothways.contracts.Cause;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.record.Snapshot;
import io.bothways.contracts.write.WriteResult;
import io.bothways.core.merge.FieldEdit;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.mirror.MirrorRecord;
import io.bothways.merge.mirror.Reading;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Takes what apps told into the mirror: a newer reading replaces, an older is ignored, a doubtful one is repeated. */
public final class TakeIn {
    private final Workspace workspace;

    public TakeIn(Workspace workspace) {
        this.workspace = workspace;
    }

    /** A change that a poller or a webhook re-read found. */
    public void change(ChangeEvent change) {
        switch (change) {
            case ChangeEvent.RecordChanged changed -> snapshot(changed.head(), changed.snapshot());
            case ChangeEvent.RecordDeleted deleted -> {
                RecordKey key = new RecordKey(deleted.head().tenant(), deleted.ref());
                // A request without a run is our own one, to read the record by its id.
                if (deleted.head().cause().equals(Cause.of(Cause.Kind.REQUEST))) {
                    workspace.confirm(key);
                }
                follow(deleted.head(), key, record(key).delete(deleted.evidence(), deleted.head().observedAt()));
            }
            case ChangeEvent.RecordsCombined combined -> combine(combined);
            case ChangeEvent.ListingFinished finished -> {}
        }
    }

    /** A reading, of a change event or of a write that was not made. */
    public void snapshot(MessageHead head, Snapshot snapshot) {
        RecordKey key = new RecordKey(head.tenant(), snapshot.ref());
        boolean listing = head.cause().kind() == Cause.Kind.LISTING;
        confirm(head, snapshot, key);
        follow(head, key, record(key).read(snapshot, head.observedAt(), listing, root(head, key), Map.of()));
    }

    /** What an app told of our write of these fields; {@code ours} are the edits that it carried there, by field. */
    public void answer(MessageHead head, Snapshot told, Set<String> written, Map<String, FieldEdit> ours) {
        RecordKey key = new RecordKey(head.tenant(), told.ref());
        confirm(head, told, key);
        follow(head, key, record(key).readAnswer(told, written, head.observedAt(), root(head, key), ours));
    }

    /** What the batch's results told of records that are known: enough to guess what they reach. */
    public void answers() {
        for (WriteResult result : workspace.batch().results()) {
            MessageHead head = result.command().message();
            Reader.told(result)
                    .filter(told -> record(new RecordKey(head.tenant(), told.ref())).known())
                    .ifPresent(told -> answer(head, told, result.sent().keySet(), Map.of()));
        }
    }

    private void confirm(MessageHead head, Snapshot snapshot, RecordKey key) {
        if (head.cause().kind() == Cause.Kind.REQUEST && !snapshot.evidence().indexed()) {
            workspace.confirm(key);
        }
    }

    /** An account that is in one connection only is in no ring: its edits need no names. */
    private String root(MessageHead head, RecordKey key) {
        return workspace.syncs().placesOf(key).size() > 1 ? root(head) : "";
    }

    /** The name of an edit that the message told of: its time goes first, so that names are in order. */
    public static String root(MessageHead head) {
        return String.format(Locale.ROOT, "%011x-%s", head.observedAt().toEpochMilli(), head.id());
    }

    private void combine(ChangeEvent.RecordsCombined combined) {
        RecordKey loser = new RecordKey(combined.head().tenant(), combined.loser());
        RecordKey survivor = new RecordKey(combined.head().tenant(), combined.survivor());
        record(loser).bury(survivor.id(), combined.head().observedAt());
        follow(combined.head(), loser, Reading.CHANGED);
        if (!record(survivor).known()) {
            workspace.reread(survivor);
        }
        workspace.touch(survivor);
    }

    private void follow(MessageHead head, RecordKey key, Reading reading) {
        workspace.count(switch (reading) {
            case CHANGED -> "read";
            case SAME -> "echo";
            case OLDER -> "outdated";
            case UNDECIDED -> "doubtful";
        });
        if (reading == Reading.CHANGED) {
            workspace.came(key, head);
        }
        if (reading == Reading.UNDECIDED) {
            workspace.reread(key);
        }
        workspace.tell(key);
        workspace.touch(key);
    }

    private MirrorRecord record(RecordKey key) {
        return workspace.record(key);
    }
}
