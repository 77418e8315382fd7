package io.bothways.merge.decide;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.event.Activity.PutBack;
import io.bothways.contracts.record.FieldValue;
import io.bothways.core.canonical.CanonicalForm;
import io.bothways.core.merge.FieldDecision;
import io.bothways.merge.batch.Order;
import io.bothways.merge.link.Link;
import io.bothways.merge.link.LostEdit;
import io.bothways.merge.work.Workspace;
import java.util.List;
import java.util.Optional;

/** What persons decide about single fields: a side is chosen, or the value that lost a conflict is put back. */
final class FieldOrders {
    private FieldOrders() {}

    static void obey(Link link, Workspace workspace, Commands commands, String region) {
        for (Order order : workspace.orders(link.key())) {
            if (order instanceof Order.Field field) {
                switch (field.choice()) {
                    case SIDE_A -> link.choose(field.mapping(), Side.A);
                    case SIDE_B -> link.choose(field.mapping(), Side.B);
                    case PUT_BACK -> workspace.answer(field, putBack(link, field.mapping(), workspace, commands,
                            new CanonicalForm(region)));
                }
            }
        }
    }

    /**
     * Writes the losing value to the side that had held it; once told, it is an edit of that side and carried as one.
     * Where anybody has edited the field since, nothing happens: the later edit stands.
     */
    private static PutBack putBack(
            Link link, String name, Workspace workspace, Commands commands, CanonicalForm form) {
        Optional<LostEdit> lost = link.lost(name);
        Optional<Mapping> mapping = link.sync().object().mappings().stream()
                .filter(any -> any.name().equals(name))
                .findFirst();
        if (lost.isEmpty() || mapping.isEmpty()) {
            return PutBack.NOT_KEPT;
        }
        Side side = lost.get().side();
        MappedField field = mapping.get().on(side);
        // Several fields that are one value together have no single one to put it back to.
        boolean single = mapping.get().more(side).isEmpty() && field.name().equals(lost.get().field());
        if (!single || !field.updatable()) {
            return PutBack.NOT_WRITABLE;
        }
        if (editedSince(link, mapping.get(), lost.get(), workspace, form)) {
            return PutBack.EDITED_SINCE;
        }
        if (link.flight(Side.A).isPresent() || link.flight(Side.B).isPresent()) {
            return PutBack.NOT_NOW;
        }
        if (!rests(link, mapping.get(), workspace, form)) {
            return PutBack.EDITED_SINCE;
        }
        link.forgetLost(name);
        commands.putBack(link, side, field.name(), lost.get().value());
        return PutBack.WRITING;
    }

    /** A later edit may have settled on both sides: then the field rests, at another value than the one that won. */
    private static boolean editedSince(
            Link link, Mapping mapping, LostEdit lost, Workspace workspace, CanonicalForm form) {
        Side winner = lost.side().other();
        FieldValue now = workspace.record(link.record(winner).orElseThrow()).fields()
                .getOrDefault(mapping.on(winner).name(), FieldValue.UNREAD);
        return !(lost.stood() instanceof FieldValue.Unread)
                && !form.same(now, lost.stood(), mapping.on(winner).type());
    }

    private static boolean rests(Link link, Mapping mapping, Workspace workspace, CanonicalForm form) {
        for (Side side : Side.values()) {
            String field = mapping.on(side).name();
            var now = workspace.record(link.record(side).orElseThrow()).fields().get(field);
            var base = link.base(side).get(mapping.baseOf(side, mapping.on(side)));
            if (now == null || base == null || !form.same(now, base, mapping.on(side).type())) {
                return false;
            }
        }
        return true;
    }

    /** A choice is over once it was carried or there was nothing to carry; one that waits for a flight stays. */
    static void forget(Link link, List<FieldDecision> decisions) {
        link.forgetChoices(decisions.stream()
                .filter(decision -> decision instanceof FieldDecision.Settled
                        || decision instanceof FieldDecision.Carried carried
                                && link.flight(carried.to()).filter(flight -> flight.fields().stream()
                                        .anyMatch(field -> of(link, carried.mapping()).has(carried.to(), field)))
                                .isPresent())
                .map(FieldDecision::mapping)
                .toList());
    }

    private static Mapping of(Link link, String name) {
        return link.sync().object().mappings().stream()
                .filter(mapping -> mapping.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
