package io.bothways.merge.settle;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.write.WriteResult;
import io.bothways.core.canonical.CanonicalForm;
import io.bothways.core.merge.Rule;
import io.bothways.merge.link.Flight;
import io.bothways.merge.link.Link;
import io.bothways.merge.link.LostEdit;
import io.bothways.merge.work.LostValue;
import io.bothways.merge.work.Workspace;
import java.util.Map;

/**
 * Edits of the target that were read while a command was under way, and that the command then replaced: the app took no
 * condition, and the edit was younger than the last check. The values are kept, so that they can be put back.
 */
final class Overwritten {
    private final Workspace workspace;
    private final CanonicalForm form;

    Overwritten(Workspace workspace, CanonicalForm form) {
        this.workspace = workspace;
        this.form = form;
    }

    /** @param before what the mirror held of the target before the result */
    void keep(WriteResult result, Link link, Flight flight, Map<String, FieldValue> before) {
        for (Mapping mapping : link.sync().object().mappings()) {
            if (flight.expected().containsKey(mapping.on(result.command().side()).name())) {
                keep(result, link, mapping, flight, before);
            }
        }
    }

    private void keep(
            WriteResult result, Link link, Mapping mapping, Flight flight, Map<String, FieldValue> before) {
        Side side = result.command().side();
        String field = mapping.on(side).name();
        FieldValue lost = flight.seen().getOrDefault(field, before.getOrDefault(field, FieldValue.UNREAD));
        FieldValue now = workspace.record(link.record(side).orElseThrow()).fields()
                .getOrDefault(field, FieldValue.UNREAD);
        if (!(lost instanceof FieldValue.Unread) && !same(mapping, side, lost, now)
                && !same(mapping, side, lost, flight.expected().get(field))) {
            workspace.lose(new LostValue(link.key(), mapping.name(), side.other(), Rule.ONE_SIDE_CHANGED.name(),
                    result.sent().getOrDefault(field, FieldValue.UNREAD), lost));
            FieldValue stood = workspace.record(link.record(side.other()).orElseThrow()).fields()
                    .getOrDefault(mapping.on(side.other()).name(), FieldValue.CLEARED);
            link.lose(mapping.name(), new LostEdit(side, field, lost, stood));
        }
    }

    private boolean same(Mapping mapping, Side side, FieldValue one, FieldValue other) {
        return form.same(one, other, mapping.on(side).type());
    }
}
