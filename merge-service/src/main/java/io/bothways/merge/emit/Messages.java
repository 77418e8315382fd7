package io.bothways.merge.emit;

import io.bothways.contracts.Cause;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.Side;
import io.bothways.contracts.Topics;
import io.bothways.contracts.event.Activity;
import io.bothways.contracts.event.LinkState;
import io.bothways.contracts.event.Mirrored;
import io.bothways.contracts.event.Request;
import io.bothways.contracts.record.FieldValue;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.batch.Sync;
import io.bothways.merge.link.Link;
import io.bothways.merge.mirror.Echo;
import io.bothways.merge.mirror.MirrorRecord;
import io.bothways.merge.work.LostValue;
import io.bothways.merge.work.Workspace;
import io.bothways.runtime.MessageHeads;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.codec.Envelope;
import io.bothways.runtime.messages.Outgoing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a batch has to tell besides its commands, as messages. */
final class Messages {
    private static final int MOST_LINKS = 500;

    private final Codec codec;
    private final MessageHeads heads;

    Messages(Codec codec, MessageHeads heads) {
        this.codec = codec;
        this.heads = heads;
    }

    /** Links whose state or reason has changed, in lists. */
    List<Outgoing> linksChanged(Workspace workspace) {
        Map<LinkKey, Sync> syncs = new LinkedHashMap<>();
        Map<LinkKey, List<LinkState>> changed = new LinkedHashMap<>();
        for (Link link : workspace.links().all()) {
            if (link.toAnnounce()) {
                LinkKey name = link.sync().link("");
                syncs.put(name, link.sync());
                changed.computeIfAbsent(name, any -> new ArrayList<>()).add(link.state());
            }
        }
        List<Outgoing> messages = new ArrayList<>();
        changed.forEach((name, links) -> {
            for (int from = 0; from < links.size(); from += MOST_LINKS) {
                messages.add(activity(new Activity.LinksChanged(
                        heads.now(name.tenant(), syncs.get(name).connection().accountA(),
                                Cause.of(Cause.Kind.WRITE)),
                        name.connection(), name.object(),
                        links.subList(from, Math.min(links.size(), from + MOST_LINKS)))));
            }
        });
        return messages;
    }

    /** Conflicts that were decided by rule, in lists. */
    List<Outgoing> conflictsDecided(Workspace workspace) {
        Map<LinkKey, List<Activity.DecidedConflict>> decided = new LinkedHashMap<>();
        for (LostValue lost : workspace.lostValues()) {
            LinkKey name = lost.link().sibling("");
            Side loser = lost.winner().other();
            Map<String, FieldValue> held = Map.of(word(lost.winner()), lost.value(), word(loser), lost.lost());
            decided.computeIfAbsent(name, any -> new ArrayList<>()).add(new Activity.DecidedConflict(
                    lost.link().link(), lost.mapping(), lost.winner(), lost.rule(), held));
        }
        List<Outgoing> messages = new ArrayList<>();
        decided.forEach((name, conflicts) -> {
            for (int from = 0; from < conflicts.size(); from += MOST_LINKS) {
                messages.add(activity(new Activity.ConflictsDecided(head(workspace, name), name.connection(),
                        name.object(), conflicts.subList(from, Math.min(conflicts.size(), from + MOST_LINKS)))));
            }
        });
        return messages;
    }

    private static String word(Side side) {
        return side.name().toLowerCase(Locale.ROOT);
    }

    /** Fields that are left alone from now on: one alert each. */
    List<Outgoing> fieldsStopped(Workspace workspace) {
        return workspace.stoppedFields().stream()
                .map(field -> activity(new Activity.FieldStopped(head(workspace, field.link()),
                        field.link().connection(), field.link().object(), field.link().link(), field.mapping())))
                .toList();
    }

    /** Whoever wished for a losing value hears what became of it. */
    List<Outgoing> putBacksAnswered(Workspace workspace) {
        List<Outgoing> messages = new ArrayList<>();
        workspace.putBacks().forEach((wish, answer) -> {
            if (workspace.syncs().of(wish.link()).isPresent()) {
                messages.add(activity(new Activity.PutBackAnswered(head(workspace, wish.link()),
                        wish.link().connection(), wish.link().object(), wish.link().link(), wish.mapping(),
                        answer)));
            }
        });
        return messages;
    }

    private MessageHead head(Workspace workspace, LinkKey key) {
        return heads.now(key.tenant(), workspace.syncs().of(key).orElseThrow().connection().accountA(),
                Cause.of(Cause.Kind.WRITE));
    }

    Outgoing activity(Activity activity) {
        String key = switch (activity) {
            case Activity.GateOpened opened -> opened.connection().value();
            case Activity.LinksChanged changed -> changed.connection().value();
            case Activity.ConflictsDecided decided -> decided.connection().value();
            case Activity.FieldStopped stopped -> stopped.connection().value();
            case Activity.PutBackAnswered answered -> answered.connection().value();
            case Activity.DeletesHeld held -> held.connection().value();
            default -> activity.head().account().value();
        };
        return new Outgoing(Topics.ACTIVITY, key, Envelope.headers(activity), codec.encode(activity));
    }

    /** Digests of the records that the batch was about: the poller may stay silent about the same content. */
    List<Outgoing> mirrored(Workspace workspace) {
        List<Outgoing> messages = new ArrayList<>(workspace.told().size());
        for (RecordKey key : workspace.told()) {
            MirrorRecord record = workspace.record(key);
            if (record.known()) {
                messages.add(mirrored(new Mirrored(key.tenant(), key.ref(), record.deleted() ? "" : record.digest(),
                        record.deleted())));
            }
        }
        return messages;
    }

    /** The same of readings that held what the mirror holds: whoever sent them did not know the digest. */
    List<Outgoing> echoed(List<Echo> echoes) {
        return echoes.stream()
                .map(echo -> mirrored(new Mirrored(echo.key().tenant(), echo.key().ref(), echo.digest(), false)))
                .toList();
    }

    private Outgoing mirrored(Mirrored mirrored) {
        return new Outgoing(Topics.MIRRORED, mirrored.ref().key(), Envelope.headers(mirrored), codec.encode(mirrored));
    }

    /** Requests to read records again, one per account and type. */
    List<Outgoing> rereads(Workspace workspace) {
        Map<RecordKey, TreeSet<String>> byType = new TreeMap<>();
        workspace.rereads().forEach(key ->
                byType.computeIfAbsent(key.sibling("-"), any -> new TreeSet<>()).add(key.id()));
        List<Outgoing> messages = new ArrayList<>();
        byType.forEach((any, ids) -> {
            MessageHead head = heads.now(any.tenant(), any.ref().account(), Cause.of(Cause.Kind.REQUEST));
            Request request = new Request.RereadRecords(head, any.ref().type(), ids);
            messages.add(new Outgoing(Topics.REQUESTS, any.ref().account().value(), Envelope.headers(request),
                    codec.encode(request)));
        });
        return messages;
    }
}
