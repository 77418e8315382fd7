package io.bothways.connector.manifest.call;

import io.bothways.connector.manifest.expression.Expression;
import io.bothways.connector.manifest.expression.Json;
import io.bothways.connector.manifest.format.Manifest;
import io.bothways.connector.manifest.format.Manifest.Paging;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the pages of a request, one at a time. */
public final class PageReader {
    private final App app;
    private final String operation;
    private final Manifest.Request request;
    private final Expression items;
    private final Optional<Paging> paging;
    private final Optional<Expression> next;
    private final Function<Object, String> id;

    /**
     * @param items expression of the answer: what the page holds
     * @param id tells the items apart
     */
    public PageReader(
            App app, String operation, Manifest.Request request, String items, @Nullable Paging paging,
            Function<Object, String> id) {
        this.app = app;
        this.operation = operation;
        this.request = request;
        this.items = Expression.of(items);
        this.paging = Optional.ofNullable(paging);
        this.next = this.paging.map(Paging::next).map(Expression::of);
        this.id = id;
    }

    /**
     * One page.
     *
     * @param next the place of the page behind it; empty at the end
     * @param items what it holds
     */
    public record Read(List<Object> items, Optional<String> next, Answered answer) {}

    /**
     * @param place empty for the first page
     * @param variables what the request is filled in with beside {@code page}
     */
    public Read read(Optional<String> place, Map<String, ?> variables) {
        Map<String, Object> all = new HashMap<>(variables);
        Map<String, Object> page = new HashMap<>();
        paging.ifPresent(described -> fill(page, described, place));
        all.put("page", page);
        Answered answer = paging.filter(described -> described.kind() == Paging.Kind.URL)
                .flatMap(described -> place)
                .map(address -> app.follow(address, operation, request, all))
                .orElseGet(() -> app.send(operation, false, request, all));
        if (answer.body() == null) {
            throw App.unexpected("The answer is empty.", answer.status(), false);
        }
        List<Object> found = App.understood(() -> answer.list(items));
        if (paging.isPresent() && paging.get().kind() == Paging.Kind.OFFSET) {
            OffsetPlace at = OffsetPlace.of(place);
            Optional<String> behind = App.understood(() -> at.behind(found, paging.get().size(), id))
                    .filter(any -> paging.get().most() == null || at.offset() <= paging.get().most());
            return new Read(App.understood(() -> at.fresh(found, id)), behind, answer);
        }
        return new Read(found, behind(found.size(), place, answer), answer);
    }

    private static void fill(Map<String, Object> page, Paging described, Optional<String> place) {
        page.put("size", described.size());
        switch (described.kind()) {
            case CURSOR -> place.ifPresent(cursor -> page.put("cursor", cursor));
            case OFFSET -> page.put("offset", OffsetPlace.of(place).asked());
            case PAGE -> page.put("number", place.map(Long::parseLong).orElse(1L));
            case URL -> {}
        }
    }

    private Optional<String> behind(int found, Optional<String> place, Answered answer) {
        if (paging.isEmpty()) {
            return Optional.empty();
        }
        Paging described = paging.get();
        return switch (described.kind()) {
            case CURSOR, URL -> next.map(expression -> App.understood(() -> Json.text(answer.value(expression))))
                    .filter(told -> !told.isEmpty())
                    .filter(told -> !told.equals(place.orElse("")));
            case OFFSET -> Optional.empty();
            case PAGE -> counted(described, found, place.map(Long::parseLong).orElse(1L));
        };
    }

    /** Pages end with one that is not full, or where the app accepts no higher number. */
    private static Optional<String> counted(Paging described, int found, long at) {
        long behind = at + 1;
        boolean last = found < described.size() || described.most() != null && behind > described.most();
        return last ? Optional.empty() : Optional.of(Long.toString(behind));
    }
}
