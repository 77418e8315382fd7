package io.bothways.runtime.codec;

import io.bothways.contracts.event.Activity;
import io.bothways.contracts.event.LinkState;
import java.util.List;

/** The forms of activity: what happened, as status-service is told. */
final class ActivityForms {
    private static final Form<LinkState.State> STATE = Forms.codes(LinkState.State.class, state -> switch (state) {
        case IN_SYNC -> "in_sync";
        case PENDING -> "pending";
        case WAITING -> "waiting";
        case EXCLUDED -> "excluded";
        case CONFLICT -> "conflict";
        case REVIEW -> "review";
        case FAILING -> "failing";
        case ENDED -> "ended";
    });
    private static final Form<Activity.RunKind> RUN_KIND = Forms.codes(Activity.RunKind.class, kind -> switch (kind) {
        case LISTING -> "listing";
        case POLL -> "poll";
        case WINDOW -> "window";
    });
    static final Shape<LinkState.Reason> REASON = reason();
    static final Shape<LinkState> LINK_STATE = linkState();
    static final Shape<Activity.Written> WRITTEN = written();

    private static final OneOf.Case<Activity.AccountChecked> ACCOUNT_CHECKED =
            new OneOf.Case<>("account_checked", accountChecked());
    private static final OneOf.Case<Activity.AccountFailed> ACCOUNT_FAILED =
            new OneOf.Case<>("account_failed", accountFailed());
    private static final OneOf.Case<Activity.AccountRecovered> ACCOUNT_RECOVERED =
            new OneOf.Case<>("account_recovered", accountRecovered());
    private static final OneOf.Case<Activity.AccountParked> ACCOUNT_PARKED =
            new OneOf.Case<>("account_parked", accountParked());
    private static final OneOf.Case<Activity.RunStarted> RUN_STARTED =
            new OneOf.Case<>("run_started", runStarted());
    private static final OneOf.Case<Activity.RunProgressed> RUN_PROGRESSED =
            new OneOf.Case<>("run_progressed", runProgressed());
    private static final OneOf.Case<Activity.RunFinished> RUN_FINISHED =
            new OneOf.Case<>("run_finished", runFinished());
    private static final OneOf.Case<Activity.Polled> POLLED =
            new OneOf.Case<>("polled", polled());
    private static final OneOf.Case<Activity.PushesLost> PUSHES_LOST =
            new OneOf.Case<>("pushes_lost", pushesLost());
    private static final OneOf.Case<Activity.PushesArranged> PUSHES_ARRANGED =
            new OneOf.Case<>("pushes_arranged", pushesArranged());
    private static final OneOf.Case<Activity.GateOpened> GATE_OPENED =
            new OneOf.Case<>("gate_opened", gateOpened());
    private static final OneOf.Case<Activity.LinksChanged> LINKS_CHANGED =
            new OneOf.Case<>("links_changed", linksChanged());
    private static final OneOf.Case<Activity.RecordsWritten> RECORDS_WRITTEN =
            new OneOf.Case<>("records_written", recordsWritten());
    private static final OneOf.Case<Activity.WritesWaiting> WRITES_WAITING =
            new OneOf.Case<>("writes_waiting", WriteForms.writesWaiting());
    private static final OneOf.Case<Activity.ConflictsDecided> CONFLICTS_DECIDED =
            new OneOf.Case<>("conflicts_decided", MergeForms.conflictsDecided());
    private static final OneOf.Case<Activity.FieldStopped> FIELD_STOPPED =
            new OneOf.Case<>("field_stopped", MergeForms.fieldStopped());
    private static final OneOf.Case<Activity.PutBackAnswered> PUT_BACK_ANSWERED =
            new OneOf.Case<>("put_back_answered", MergeForms.putBackAnswered());
    private static final OneOf.Case<Activity.DeletesHeld> DELETES_HELD =
            new OneOf.Case<>("deletes_held", MergeForms.deletesHeld());
    static final OneOf<Activity> ACTIVITY = new OneOf<>(
            "an activity",
            activity -> switch (activity) {
                case Activity.AccountChecked any -> ACCOUNT_CHECKED;
                case Activity.AccountFailed any -> ACCOUNT_FAILED;
                case Activity.AccountRecovered any -> ACCOUNT_RECOVERED;
                case Activity.AccountParked any -> ACCOUNT_PARKED;
                case Activity.RunStarted any -> RUN_STARTED;
                case Activity.RunProgressed any -> RUN_PROGRESSED;
                case Activity.RunFinished any -> RUN_FINISHED;
                case Activity.Polled any -> POLLED;
                case Activity.PushesLost any -> PUSHES_LOST;
                case Activity.PushesArranged any -> PUSHES_ARRANGED;
                case Activity.GateOpened any -> GATE_OPENED;
                case Activity.LinksChanged any -> LINKS_CHANGED;
                case Activity.RecordsWritten any -> RECORDS_WRITTEN;
                case Activity.WritesWaiting any -> WRITES_WAITING;
                case Activity.ConflictsDecided any -> CONFLICTS_DECIDED;
                case Activity.FieldStopped any -> FIELD_STOPPED;
                case Activity.PutBackAnswered any -> PUT_BACK_ANSWERED;
                case Activity.DeletesHeld any -> DELETES_HELD;
            },
            List.of(
                    ACCOUNT_CHECKED,
                    ACCOUNT_FAILED,
                    ACCOUNT_RECOVERED,
                    ACCOUNT_PARKED,
                    RUN_STARTED,
                    RUN_PROGRESSED,
                    RUN_FINISHED,
                    POLLED,
                    PUSHES_LOST,
                    PUSHES_ARRANGED,
                    GATE_OPENED,
                    LINKS_CHANGED,
                    RECORDS_WRITTEN,
                    WRITES_WAITING,
                    CONFLICTS_DECIDED,
                    FIELD_STOPPED,
                    PUT_BACK_ANSWERED,
                    DELETES_HELD));

    private ActivityForms() {}

    private static Shape<LinkState.Reason> reason() {
        var shape = Shape.<LinkState.Reason>of("reason");
        var code = shape.required("code", LinkState.Reason::code, Forms.TEXT);
        var field = shape.required("field", LinkState.Reason::field, Forms.TEXT);
        var message = shape.required("message", LinkState.Reason::message, Forms.TEXT);
        var appMessage = shape.required("app_message", LinkState.Reason::appMessage, Forms.TEXT);
        return shape.madeBy(read ->
                new LinkState.Reason(read.get(code), read.get(field), read.get(message), read.get(appMessage)));
    }

    private static Shape<LinkState> linkState() {
        var shape = Shape.<LinkState>of("link state");
        var link = shape.required("link", LinkState::link, Forms.TEXT);
        var idA = shape.optional("id_a", LinkState::idA, Forms.TEXT);
        var idB = shape.optional("id_b", LinkState::idB, Forms.TEXT);
        var title = shape.required("title", LinkState::title, Forms.TEXT);
        var state = shape.required("state", LinkState::state, STATE);
        var reasons = shape.required("reasons", LinkState::reasons, Forms.listOf(REASON));
        return shape.madeBy(read -> new LinkState(
                read.get(link),
                read.find(idA),
                read.find(idB),
                read.get(title),
                read.get(state),
                read.get(reasons)));
    }

    private static Shape<Activity.Written> written() {
        var shape = Shape.<Activity.Written>of("written");
        var link = shape.required("link", Activity.Written::link, Forms.TEXT);
        var recordId = shape.required("record_id", Activity.Written::recordId, Forms.TEXT);
        var operation = shape.required("operation", Activity.Written::operation, Forms.TEXT);
        var outcome = shape.required("outcome", Activity.Written::outcome, Forms.TEXT);
        var fields = shape.required("fields", Activity.Written::fields, Forms.listOf(Forms.TEXT));
        var observedAt = shape.required("observed_at", Activity.Written::observedAt, Forms.INSTANT);
        return shape.madeBy(read -> new Activity.Written(
                read.get(link),
                read.get(recordId),
                read.get(operation),
                read.get(outcome),
                read.get(fields),
                read.get(observedAt)));
    }

    private static Shape<Activity.AccountChecked> accountChecked() {
        var shape = Shape.<Activity.AccountChecked>of("account checked");
        var head = shape.required("head", Activity.AccountChecked::head, RecordForms.HEAD);
        var identity = shape.required("identity", Activity.AccountChecked::identity, Forms.TEXT);
        var label = shape.required("label", Activity.AccountChecked::label, Forms.TEXT);
        var apiVersion = shape.required("api_version", Activity.AccountChecked::apiVersion, Forms.TEXT);
        var objects =
                shape.required("objects", Activity.AccountChecked::objects, Forms.listOf(RecordForms.OBJECT_SCHEMA));
        return shape.madeBy(read -> new Activity.AccountChecked(
                read.get(head),
                read.get(identity),
                read.get(label),
                read.get(apiVersion),
                read.get(objects)));
    }

    private static Shape<Activity.AccountFailed> accountFailed() {
        var shape = Shape.<Activity.AccountFailed>of("account failed");
        var head = shape.required("head", Activity.AccountFailed::head, RecordForms.HEAD);
        var failure = shape.required("failure", Activity.AccountFailed::failure, WriteForms.FAILURE);
        var reconnect = shape.required("reconnect", Activity.AccountFailed::reconnect, Forms.BOOLEAN);
        return shape.madeBy(read -> new Activity.AccountFailed(read.get(head), read.get(failure), read.get(reconnect)));
    }

    private static Shape<Activity.AccountRecovered> accountRecovered() {
        var shape = Shape.<Activity.AccountRecovered>of("account recovered");
        var head = shape.required("head", Activity.AccountRecovered::head, RecordForms.HEAD);
        return shape.madeBy(read -> new Activity.AccountRecovered(read.get(head)));
    }

    private static Shape<Activity.AccountParked> accountParked() {
        var shape = Shape.<Activity.AccountParked>of("account parked");
        var head = shape.required("head", Activity.AccountParked::head, RecordForms.HEAD);
        var until = shape.required("until", Activity.AccountParked::until, Forms.INSTANT);
        var failure = shape.required("failure", Activity.AccountParked::failure, WriteForms.FAILURE);
        return shape.madeBy(read -> new Activity.AccountParked(read.get(head), read.get(until), read.get(failure)));
    }

    private static Shape<Activity.RunStarted> runStarted() {
        var shape = Shape.<Activity.RunStarted>of("run started");
        var head = shape.required("head", Activity.RunStarted::head, RecordForms.HEAD);
        var run = shape.required("run", Activity.RunStarted::run, Forms.TEXT);
        var kind = shape.required("kind", Activity.RunStarted::kind, RUN_KIND);
        var type = shape.required("object_type", Activity.RunStarted::type, Forms.TEXT);
        return shape.madeBy(read ->
                new Activity.RunStarted(read.get(head), read.get(run), read.get(kind), read.get(type)));
    }

    private static Shape<Activity.RunProgressed> runProgressed() {
        var shape = Shape.<Activity.RunProgressed>of("run progressed");
        var head = shape.required("head", Activity.RunProgressed::head, RecordForms.HEAD);
        var run = shape.required("run", Activity.RunProgressed::run, Forms.TEXT);
        var records = shape.required("records", Activity.RunProgressed::records, Forms.LONG);
        var expected = shape.required("expected", Activity.RunProgressed::expected, Forms.LONG);
        return shape.madeBy(read ->
                new Activity.RunProgressed(read.get(head), read.get(run), read.get(records), read.get(expected)));
    }

    private static Shape<Activity.RunFinished> runFinished() {
        var shape = Shape.<Activity.RunFinished>of("run finished");
        var head = shape.required("head", Activity.RunFinished::head, RecordForms.HEAD);
        var run = shape.required("run", Activity.RunFinished::run, Forms.TEXT);
        var kind = shape.required("kind", Activity.RunFinished::kind, RUN_KIND);
        var type = shape.required("object_type", Activity.RunFinished::type, Forms.TEXT);
        var records = shape.required("records", Activity.RunFinished::records, Forms.LONG);
        var published = shape.required("published", Activity.RunFinished::published, Forms.LONG);
        var calls = shape.required("calls", Activity.RunFinished::calls, Forms.mapOf(Forms.LONG));
        var took = shape.required("took", Activity.RunFinished::took, Forms.DURATION);
        var failures = shape.required("failures", Activity.RunFinished::failures, Forms.listOf(WriteForms.FAILURE));
        return shape.madeBy(read -> new Activity.RunFinished(
                read.get(head),
                read.get(run),
                read.get(kind),
                read.get(type),
                read.get(records),
                read.get(published),
                read.get(calls),
                read.get(took),
                read.get(failures)));
    }

    private static Shape<Activity.PushesLost> pushesLost() {
        var shape = Shape.<Activity.PushesLost>of("pushes lost");
        var head = shape.required("head", Activity.PushesLost::head, RecordForms.HEAD);
        var type = shape.required("object_type", Activity.PushesLost::type, Forms.TEXT);
        var records = shape.required("records", Activity.PushesLost::records, Forms.LONG);
        return shape.madeBy(
                read -> new Activity.PushesLost(read.get(head), read.get(type), read.get(records)));
    }

    private static Shape<Activity.PushesArranged> pushesArranged() {
        var shape = Shape.<Activity.PushesArranged>of("pushes arranged");
        var head = shape.required("head", Activity.PushesArranged::head, RecordForms.HEAD);
        var types = shape.required("object_types", Activity.PushesArranged::types, Forms.listOf(Forms.TEXT));
        var failures = shape.required("failures", Activity.PushesArranged::failures, Forms.listOf(WriteForms.FAILURE));
        return shape.madeBy(
                read -> new Activity.PushesArranged(read.get(head), read.get(types), read.get(failures)));
    }

    private static Shape<Activity.Polled> polled() {
        var shape = Shape.<Activity.Polled>of("polled");
        var head = shape.required("head", Activity.Polled::head, RecordForms.HEAD);
        var type = shape.required("object_type", Activity.Polled::type, Forms.TEXT);
        var records = shape.required("records", Activity.Polled::records, Forms.LONG);
        var interval = shape.required("interval", Activity.Polled::interval, Forms.DURATION);
        var intervalReason = shape.required("interval_reason", Activity.Polled::intervalReason, Forms.TEXT);
        return shape.madeBy(read -> new Activity.Polled(
                read.get(head),
                read.get(type),
                read.get(records),
                read.get(interval),
                read.get(intervalReason)));
    }

    private static Shape<Activity.GateOpened> gateOpened() {
        var shape = Shape.<Activity.GateOpened>of("gate opened");
        var head = shape.required("head", Activity.GateOpened::head, RecordForms.HEAD);
        var connection = shape.required("connection", Activity.GateOpened::connection, RecordForms.CONNECTION);
        var object = shape.required("object", Activity.GateOpened::object, Forms.TEXT);
        var recordsA = shape.required("records_a", Activity.GateOpened::recordsA, Forms.LONG);
        var recordsB = shape.required("records_b", Activity.GateOpened::recordsB, Forms.LONG);
        return shape.madeBy(read -> new Activity.GateOpened(
                read.get(head),
                read.get(connection),
                read.get(object),
                read.get(recordsA),
                read.get(recordsB)));
    }

    private static Shape<Activity.LinksChanged> linksChanged() {
        var shape = Shape.<Activity.LinksChanged>of("links changed");
        var head = shape.required("head", Activity.LinksChanged::head, RecordForms.HEAD);
        var connection = shape.required("connection", Activity.LinksChanged::connection, RecordForms.CONNECTION);
        var object = shape.required("object", Activity.LinksChanged::object, Forms.TEXT);
        var links = shape.required("links", Activity.LinksChanged::links, Forms.listOf(LINK_STATE));
        return shape.madeBy(read ->
                new Activity.LinksChanged(read.get(head), read.get(connection), read.get(object), read.get(links)));
    }

    private static Shape<Activity.RecordsWritten> recordsWritten() {
        var shape = Shape.<Activity.RecordsWritten>of("records written");
        var head = shape.required("head", Activity.RecordsWritten::head, RecordForms.HEAD);
        var connection = shape.required("connection", Activity.RecordsWritten::connection, RecordForms.CONNECTION);
        var object = shape.required("object", Activity.RecordsWritten::object, Forms.TEXT);
        var side = shape.required("side", Activity.RecordsWritten::side, RecordForms.SIDE);
        var writes = shape.required("writes", Activity.RecordsWritten::writes, Forms.listOf(WRITTEN));
        return shape.madeBy(read -> new Activity.RecordsWritten(
                read.get(head),
                read.get(connection),
                read.get(object),
                read.get(side),
                read.get(writes)));
    }
}
