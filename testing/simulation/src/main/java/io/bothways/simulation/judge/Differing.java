package io.bothways.simulation.judge;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.record.FieldValue;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.link.Link;
import io.bothways.simulation.app.AppLog;
import io.bothways.simulation.app.AppRecord;
import io.bothways.simulation.app.Change;
import io.bothways.simulation.app.Field;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says where a pair may hold different values without a word: its mapping does not carry everything. */
public final class Differing {
    /** Nobody may have read what stood for so long only. */
    private static final long AT_ONCE = 600_000;

    private final AppLog log;
    private final Partners partners;
    private final Ways ways;
    private final ToLongFunction<LinkKey> pairedAt;

    /** @param pairedAt when a link became a pair */
    public Differing(AppLog log, Partners partners, Ways ways, ToLongFunction<LinkKey> pairedAt) {
        this.log = log;
        this.partners = partners;
        this.ways = ways;
        this.pairedAt = pairedAt;
    }

    boolean may(Link link, Field field, AppRecord a, AppRecord b) {
        if (ways.keepsEqual(link.key(), field)) {
            return false;
        }
        Mapping mapping = ways.mapping(link.key(), field);
        return mapping.policy() == Policy.CREATE_ONLY
                || may(link.key(), mapping, Side.A, field, a, b) && may(link.key(), mapping, Side.B, field, b, a);
    }

    /** Whether what {@code source} holds does not have to be what {@code target} holds. */
    private boolean may(LinkKey link, Mapping mapping, Side from, Field field, AppRecord source, AppRecord target) {
        if (!mapping.carriesFrom(from)) {
            return true;
        }
        long edited = Math.max(edited(link, field, source, target), combined(field, source, target));
        boolean never = source.value(field) instanceof FieldValue.Cleared && edited <= pairedAt.applyAsLong(link);
        boolean filled = mapping.policy() == Policy.FILL_ONLY && (target.value(field) instanceof FieldValue.Present
                || source.value(field) instanceof FieldValue.Cleared);
        long own = own(link, field, target, source);
        // What was filled and what was blanked shortly before one another may be read in either order.
        boolean atOnce = mapping.policy() == Policy.FILL_ONLY && Math.abs(own - edited) <= AT_ONCE;
        return never || filled || atOnce || own > edited;
    }

    /** When somebody gave the field what it holds; 0 where it was this link. */
    private long own(LinkKey link, Field field, AppRecord record, AppRecord other) {
        Optional<Change> last = changes(field, record, other).reduce((earlier, later) -> later);
        long changed = last.filter(change -> !ways.wrote(link, change)).map(Change::at).orElse(0L);
        return Math.max(changed, combined(field, record, other));
    }

    /**
     * When the field was last changed by anybody but this link. What was put back before it was carried, or at once, is
     * no change, nor is the same in other words; what a combined record took over is as old as it was.
     */
    private long edited(LinkKey link, Field field, AppRecord record, AppRecord other) {
        List<Change> edits = changes(field, record, other)
                .filter(change -> !ways.wrote(link, change) && !LostEdits.reformats(change))
                .toList();
        List<Change> carried = log.changes().stream()
                .filter(change -> change.field() == field && change.record().current() == other)
                .filter(change -> ways.wrote(link, change))
                .toList();
        int last = edits.size() - 1;
        while (last >= 0 && began(edits, last, carried) <= last) {
            last = began(edits, last, carried) - 1;
        }
        return last < 0 ? 0 : made(edits.get(last)).at();
    }

    /** The first of the edits that this one has put back; behind it where it is none. */
    private static int began(List<Change> edits, int last, List<Change> carried) {
        Change edit = edits.get(last);
        for (int i = 0; i <= last; i++) {
            Change first = edits.get(i);
            boolean unknown = first.at() >= edit.at() - AT_ONCE || carried.stream()
                    .noneMatch(change -> change.order() > first.order() && change.order() < edit.order());
            if (unknown && first.before().equals(edit.after())) {
                return i;
            }
        }
        return last + 1;
    }

    private Change made(Change change) {
        return change.taken() == 0 ? change : made(log.changes().get((int) change.taken() - 1));
    }

    /** Also those of the other's earlier counterparts that have become this record, and held what it holds. */
    private Stream<Change> changes(Field field, AppRecord record, AppRecord other) {
        Set<AppRecord> earlier = log.combines().stream()
                .filter(one -> one.heir().current() == record && partners.paired(one.loser(), other))
                .map(AppLog.Combined::loser)
                .filter(loser -> loser.value(field).equals(record.value(field)))
                .collect(Collectors.toSet());
        return log.changes().stream()
                .filter(change -> change.field() == field)
                .filter(change -> change.record().current() == record || earlier.contains(change.record()));
    }

    /**
     * When the record took the place of one that was the other's counterpart and held something else. One that was the
     * other's counterpart before goes on as it was.
     */
    private long combined(Field field, AppRecord record, AppRecord other) {
        return log.combines().stream()
                .filter(one -> one.heir().current() == record && partners.paired(one.loser(), other))
                .filter(one -> !partners.linked(one.heir(), other, one.at()))
                .filter(one -> !one.loser().value(field).equals(one.kept().getOrDefault(field, FieldValue.CLEARED)))
                .mapToLong(AppLog.Combined::at)
                .max()
                .orElse(0);
    }
}
