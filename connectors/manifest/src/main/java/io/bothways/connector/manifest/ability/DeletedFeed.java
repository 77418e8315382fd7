package io.bothways.connector.manifest.ability;

import io.bothways.connector.manifest.call.App;
import io.bothways.connector.manifest.call.PageReader;
import io.bothways.connector.manifest.expression.Expression;
import io.bothways.connector.manifest.format.Manifest;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.DeletionSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the app tells of deleted and combined records. */
final class DeletedFeed implements DeletionSource {
    private final App app;

    DeletedFeed(App app) {
        this.app = app;
    }

    @Override
    public Cursor startingAt(String type, Instant since) {
        return ChangePosition.startingAt(since, lag()).cursor();
    }

    @Override
    public Deleted deletions(String type, Cursor from) {
        Manifest.Deletions described = app.manifest().operations(type).deletions();
        Instant now = app.context().clock().instant();
        ChangePosition position = ChangePosition.of(from);
        if (position.place().isEmpty()) {
            position = position.begun(now);
        }
        PageReader.Read page = new PageReader(
                        app, "deletions", described.request(), described.items(), described.paging(),
                        item -> Expression.of(described.id()).text(item))
                .read(position.place(), Map.of("type", type, "since", position.since()));
        List<String> deleted = new ArrayList<>();
        Map<String, String> combined = new HashMap<>();
        for (Object item : page.items()) {
            String id = App.understood(() -> Expression.of(described.id()).text(item));
            String into = described.combined() == null
                    ? "" : App.understood(() -> Expression.of(described.combined()).text(item));
            if (into.isEmpty()) {
                deleted.add(id);
            } else {
                combined.put(id, into);
            }
        }
        boolean complete = position.since() >= now.minus(described.reach()).toEpochMilli();
        Cursor next = page.next().map(position::at)
                .orElseGet(() -> ChangePosition.startingAt(Instant.ofEpochMilli(started(from, now)), lag()))
                .cursor();
        return new Deleted(deleted, combined, next, page.next().isPresent(), complete);
    }

    private static long started(Cursor from, Instant now) {
        ChangePosition position = ChangePosition.of(from);
        return position.place().isEmpty() ? now.toEpochMilli() : position.startedAt();
    }

    /** An app's clock may be behind ours. */
    private Duration lag() {
        return app.manifest().horizons().indexLag().plusMinutes(1);
    }
}
