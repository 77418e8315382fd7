package io.bothways.status.feed;

import io.bothways.contracts.event.Activity.AccountChecked;
import io.bothways.contracts.event.Activity.AccountFailed;
import io.bothways.contracts.event.Activity.AccountParked;
import io.bothways.contracts.event.Activity.AccountRecovered;
import io.bothways.contracts.event.Activity.GateOpened;
import io.bothways.contracts.event.Activity.LinksChanged;
import io.bothways.contracts.event.Activity.Polled;
import io.bothways.contracts.event.Activity.RecordsWritten;
import io.bothways.contracts.event.Activity.RunFinished;
import io.bothways.contracts.event.Activity.RunProgressed;
import io.bothways.contracts.event.Activity.RunStarted;
import io.bothways.contracts.event.Activity.Written;
import io.bothways.contracts.event.Activity;
import io.bothways.contracts.event.LinkState;
import io.bothways.status.feed.Feed.News;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says in plain words what happened. A long list becomes one sentence. Pure. */
public final class Narrator {
    private static final int ONE_BY_ONE = 5;
    private static final String APPLIED = "applied";

    private Narrator() {}

    /**
     * What is worth telling of an activity; often nothing.
     *
     * @param titles what people call the records that the activity is about, by link; the ones that are known
     */
    public static List<News> tell(Activity activity, Map<String, String> titles) {
        return switch (activity) {
            case AccountChecked checked ->
                List.of(news(checked, "account", "", "Connected to " + checked.label(), "API " + checked.apiVersion()));
            case AccountFailed failed ->
                List.of(news(
                        failed,
                        "failure",
                        "",
                        failed.reconnect() ? "Needs to be reconnected" : "Cannot be reached",
                        failed.failure().message()));
            case AccountRecovered recovered -> List.of(news(recovered, "account", "", "Works again", ""));
            case AccountParked parked ->
                List.of(news(
                        parked,
                        "parked",
                        "",
                        "Told to wait by the app until " + parked.until(),
                        parked.failure().message()));
            case RunStarted started ->
                List.of(news(started, "run", "", "Reading " + started.type() + " has begun", ""));
            case RunFinished finished -> List.of(told(finished));
            case GateOpened gate ->
                List.of(news(
                        gate,
                        "gate",
                        gate.connection().value(),
                        "Both sides of " + gate.object() + " are indexed: merging begins",
                        gate.recordsA() + " and " + gate.recordsB() + " records"));
            case LinksChanged changed -> notInStep(changed);
            case RecordsWritten wrote -> written(wrote, titles);
            case Activity.ConflictsDecided decided -> List.of(decided(decided));
            case Activity.FieldStopped stopped ->
                List.of(news(
                        stopped,
                        "attention",
                        stopped.connection().value(),
                        "'" + stopped.mapping() + "' of a " + stopped.object() + " is rewritten again and again",
                        "Bothways leaves it alone until it is edited or released."));
            case Activity.PutBackAnswered answered -> List.of(answered(answered));
            case Activity.DeletesHeld held ->
                List.of(news(
                        held,
                        "attention",
                        held.connection().value(),
                        held.deletes() + " of " + held.records() + " " + held.object() + " records would be deleted",
                        "They are held until a person approves or declines them."));
            case Activity.PushesLost lost ->
                List.of(news(
                        lost,
                        "attention",
                        "",
                        (lost.records() == 1 ? "1 change" : lost.records() + " changes") + " in " + lost.type()
                                + " came without a push",
                        "Polls found them. If this goes on, look at the app's webhooks."));
            case Activity.PushesArranged arranged -> List.of(told(arranged));
            case Activity.WritesWaiting waiting -> List.of();
            case Polled polled -> found(polled);
            case RunProgressed progress -> List.of();
        };
    }

    private static News told(Activity.PushesArranged arranged) {
        if (!arranged.failures().isEmpty()) {
            return news(arranged, "attention", "", "The app does not push its changes",
                    arranged.failures().getFirst().message() + " Polls go on.");
        }
        return arranged.types().isEmpty()
                ? news(arranged, "account", "", "The app was asked to push no more", "")
                : news(arranged, "account", "", "The app pushes changes of " + String.join(", ", arranged.types()), "");
    }

    private static News told(RunFinished run) {
        long calls = run.calls().values().stream().mapToLong(Long::longValue).sum();
        String words = run.failures().isEmpty()
                ? "Read " + run.records() + " " + run.type()
                : "Reading " + run.type() + " failed: " + run.failures().getFirst().message();
        return news(
                run,
                run.failures().isEmpty() ? "run" : "failure",
                "",
                words,
                run.published() + " published, " + calls + " calls, " + run.took().toMillis() + " ms");
    }

    private static List<News> notInStep(LinksChanged changed) {
        List<News> news = new ArrayList<>();
        List<LinkState> telling = changed.links().stream()
                .filter(link -> switch (link.state()) {
                    case CONFLICT, REVIEW, FAILING, WAITING, ENDED -> true;
                    case IN_SYNC, PENDING, EXCLUDED -> false;
                })
                .toList();
        if (telling.size() > ONE_BY_ONE) {
            String words = telling.size() + " " + changed.object() + " records are not in step";
            news.add(news(changed, "attention", changed.connection().value(), words, ""));
            return news;
        }
        for (LinkState link : telling) {
            String why = link.reasons().isEmpty() ? "" : link.reasons().getFirst().message();
            news.add(news(
                    changed,
                    "attention",
                    changed.connection().value(),
                    link.title() + ": " + link.state().name().toLowerCase(Locale.ROOT),
                    why));
        }
        return news;
    }

    private static News decided(Activity.ConflictsDecided decided) {
        int conflicts = decided.conflicts().size();
        String words = conflicts == 1 ? "A conflict was decided" : conflicts + " conflicts were decided";
        String fields = decided.conflicts().stream()
                .map(Activity.DecidedConflict::mapping)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return news(decided, "conflict", decided.connection().value(), words, fields);
    }

    private static News answered(Activity.PutBackAnswered answered) {
        String field = "'" + answered.mapping() + "' of a " + answered.object();
        return switch (answered.answer()) {
            case WRITING ->
                putBack(answered, "conflict", field + " is put back", "The other side follows.");
            case EDITED_SINCE ->
                putBack(answered, "attention", field + " was not put back", "It has been edited since; that edit stays.");
            case NOT_NOW ->
                putBack(answered, "attention", field + " was not put back", "A write is under way. Ask again soon.");
            case NOT_WRITABLE ->
                putBack(answered, "attention", field + " cannot be put back", "The app does not let it be written alone.");
            case NOT_KEPT ->
                putBack(answered, "attention", field + " cannot be put back", "Its losing value is not kept any more.");
        };
    }

    private static News putBack(Activity.PutBackAnswered answered, String kind, String words, String why) {
        return news(answered, kind, answered.connection().value(), words, why);
    }

    private static List<News> found(Polled polled) {
        if (polled.records() == 0) {
            return List.of();
        }
        String changes = polled.records() == 1 ? "1 change" : polled.records() + " changes";
        return List.of(news(polled, "poll", "", "Found " + changes + " in " + polled.type(), polled.intervalReason()));
    }

    private static List<News> written(RecordsWritten wrote, Map<String, String> titles) {
        String connection = wrote.connection().value();
        if (wrote.writes().size() > ONE_BY_ONE) {
            Map<String, Long> operations = new TreeMap<>();
            wrote.writes().forEach(write -> operations.merge(did(write), 1L, Long::sum));
            String detail = operations.entrySet().stream()
                    .map(operation -> operation.getValue() + " " + operation.getKey().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            String words = "Wrote " + wrote.writes().size() + " " + wrote.object() + " records";
            return List.of(news(wrote, "write", connection, words, detail));
        }
        List<News> news = new ArrayList<>();
        for (Written write : wrote.writes()) {
            String name = titles.getOrDefault(write.link(), write.recordId());
            String fields = write.fields().isEmpty() ? "" : " (" + String.join(", ", write.fields()) + ")";
            long took = Math.max(0, Duration.between(write.observedAt(), wrote.head().observedAt()).toMillis());
            news.add(news(
                    wrote,
                    write.outcome().equals(APPLIED) ? "write" : "failure",
                    connection,
                    did(write) + " " + wrote.object() + " " + name + fields,
                    took + " ms after it was noticed"));
        }
        return news;
    }

    private static String did(Written write) {
        if (!write.outcome().equals(APPLIED)) {
            return "Tried to " + write.operation() + " (" + write.outcome().replace('_', ' ') + ")";
        }
        return switch (write.operation()) {
            case "create" -> "Created";
            case "update" -> "Updated";
            case "delete" -> "Deleted";
            default -> "Wrote";
        };
    }

    private static News news(Activity activity, String kind, String connection, String words, String detail) {
        return new News(
                activity.head().tenant(),
                activity.head().observedAt(),
                kind,
                activity.head().account().value(),
                connection,
                words,
                detail);
    }
}
