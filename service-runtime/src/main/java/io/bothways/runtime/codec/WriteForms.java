package io.bothways.runtime.codec;

import io.bothways.contracts.Lane;
import io.bothways.contracts.write.CommandHead;
import io.bothways.contracts.event.Activity;
import io.bothways.contracts.write.Failure;
import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.contracts.write.WriteResult;
import java.util.List;

/** The forms of write commands, their results and outcomes. */
final class WriteForms {
    private static final Form<Lane> LANE = Forms.codes(Lane.class, lane -> switch (lane) {
        case LIVE -> "live";
        case RETRY -> "retry";
        case BACKFILL -> "backfill";
        case NIGHTLY -> "nightly";
    });
    static final Shape<Failure> FAILURE = failure();
    static final Shape<CommandHead> COMMAND_HEAD = commandHead();

    private static final OneOf.Case<WriteCommand.CreateRecord> CREATE_RECORD =
            new OneOf.Case<>("create_record", createRecord());
    private static final OneOf.Case<WriteCommand.UpdateRecord> UPDATE_RECORD =
            new OneOf.Case<>("update_record", updateRecord());
    private static final OneOf.Case<WriteCommand.DeleteRecord> DELETE_RECORD =
            new OneOf.Case<>("delete_record", deleteRecord());
    static final OneOf<WriteCommand> WRITE_COMMAND = new OneOf<>(
            "a write command",
            command -> switch (command) {
                case WriteCommand.CreateRecord any -> CREATE_RECORD;
                case WriteCommand.UpdateRecord any -> UPDATE_RECORD;
                case WriteCommand.DeleteRecord any -> DELETE_RECORD;
            },
            List.of(CREATE_RECORD, UPDATE_RECORD, DELETE_RECORD));

    private static final OneOf.Case<Outcome.Applied> APPLIED =
            new OneOf.Case<>("applied", applied());
    private static final OneOf.Case<Outcome.AlreadyExists> ALREADY_EXISTS =
            new OneOf.Case<>("already_exists", alreadyExists());
    private static final OneOf.Case<Outcome.MovedTo> MOVED_TO =
            new OneOf.Case<>("moved_to", movedTo());
    private static final OneOf.Case<Outcome.Gone> GONE =
            new OneOf.Case<>("gone", gone());
    private static final OneOf.Case<Outcome.Rejected> REJECTED =
            new OneOf.Case<>("rejected", rejected());
    private static final OneOf.Case<Outcome.Deferred> DEFERRED =
            new OneOf.Case<>("deferred", deferred());
    private static final OneOf.Case<Outcome.Stale> STALE =
            new OneOf.Case<>("stale", stale());
    private static final OneOf.Case<Outcome.Superseded> SUPERSEDED =
            new OneOf.Case<>("superseded", superseded());
    private static final OneOf.Case<Outcome.Unresolved> UNRESOLVED =
            new OneOf.Case<>("unresolved", unresolved());
    static final OneOf<Outcome> OUTCOME = new OneOf<>(
            "an outcome",
            outcome -> switch (outcome) {
                case Outcome.Applied any -> APPLIED;
                case Outcome.AlreadyExists any -> ALREADY_EXISTS;
                case Outcome.MovedTo any -> MOVED_TO;
                case Outcome.Gone any -> GONE;
                case Outcome.Rejected any -> REJECTED;
                case Outcome.Deferred any -> DEFERRED;
                case Outcome.Stale any -> STALE;
                case Outcome.Superseded any -> SUPERSEDED;
                case Outcome.Unresolved any -> UNRESOLVED;
            },
            List.of(APPLIED, ALREADY_EXISTS, MOVED_TO, GONE, REJECTED, DEFERRED, STALE, SUPERSEDED, UNRESOLVED));

    static final Shape<WriteResult> WRITE_RESULT = writeResult();

    private WriteForms() {}

    private static Shape<Failure> failure() {
        var shape = Shape.<Failure>of("failure");
        var code = shape.required("code", Failure::code, Forms.TEXT);
        var message = shape.required("message", Failure::message, Forms.TEXT);
        var appMessage = shape.required("app_message", Failure::appMessage, Forms.TEXT);
        var field = shape.required("field", Failure::field, Forms.TEXT);
        var status = shape.required("status", Failure::status, Forms.INT);
        return shape.madeBy(read -> new Failure(
                read.get(code),
                read.get(message),
                read.get(appMessage),
                read.get(field),
                read.get(status)));
    }

    private static Shape<CommandHead> commandHead() {
        var shape = Shape.<CommandHead>of("command head");
        var message = shape.required("message", CommandHead::message, RecordForms.HEAD);
        var connection = shape.required("connection", CommandHead::connection, RecordForms.CONNECTION);
        var object = shape.required("object", CommandHead::object, Forms.TEXT);
        var link = shape.required("link", CommandHead::link, Forms.TEXT);
        var side = shape.required("side", CommandHead::side, RecordForms.SIDE);
        var revision = shape.required("revision", CommandHead::revision, Forms.LONG);
        var type = shape.required("object_type", CommandHead::type, Forms.TEXT);
        var lane = shape.required("lane", CommandHead::lane, LANE);
        var configurationVersion =
                shape.required("configuration_version", CommandHead::configurationVersion, Forms.LONG);
        return shape.madeBy(read -> new CommandHead(
                read.get(message),
                read.get(connection),
                read.get(object),
                read.get(link),
                read.get(side),
                read.get(revision),
                read.get(type),
                read.get(lane),
                read.get(configurationVersion)));
    }

    private static Shape<WriteCommand.CreateRecord> createRecord() {
        var shape = Shape.<WriteCommand.CreateRecord>of("create record");
        var head = shape.required("head", WriteCommand.CreateRecord::head, COMMAND_HEAD);
        var source = shape.required("source", WriteCommand.CreateRecord::source, RecordForms.REF);
        var fields = shape.required("fields", WriteCommand.CreateRecord::fields, RecordForms.FIELDS);
        var sourceValues = shape.required("source_values", WriteCommand.CreateRecord::sourceValues, RecordForms.FIELDS);
        var matchKeys = shape.required("match_keys", WriteCommand.CreateRecord::matchKeys, RecordForms.FIELDS);
        return shape.madeBy(read -> new WriteCommand.CreateRecord(
                read.get(head),
                read.get(source),
                read.get(fields),
                read.get(sourceValues),
                read.get(matchKeys)));
    }

    private static Shape<WriteCommand.UpdateRecord> updateRecord() {
        var shape = Shape.<WriteCommand.UpdateRecord>of("update record");
        var head = shape.required("head", WriteCommand.UpdateRecord::head, COMMAND_HEAD);
        var target = shape.required("target", WriteCommand.UpdateRecord::target, RecordForms.REF);
        var fields = shape.required("fields", WriteCommand.UpdateRecord::fields, RecordForms.FIELDS);
        var sourceValues = shape.required("source_values", WriteCommand.UpdateRecord::sourceValues, RecordForms.FIELDS);
        var expected = shape.required("expected", WriteCommand.UpdateRecord::expected, RecordForms.FIELDS);
        var expectedAt = shape.required("expected_at", WriteCommand.UpdateRecord::expectedAt, Forms.INSTANT);
        return shape.madeBy(read -> new WriteCommand.UpdateRecord(
                read.get(head),
                read.get(target),
                read.get(fields),
                read.get(sourceValues),
                read.get(expected),
                read.get(expectedAt)));
    }

    private static Shape<WriteCommand.DeleteRecord> deleteRecord() {
        var shape = Shape.<WriteCommand.DeleteRecord>of("delete record");
        var head = shape.required("head", WriteCommand.DeleteRecord::head, COMMAND_HEAD);
        var target = shape.required("target", WriteCommand.DeleteRecord::target, RecordForms.REF);
        var expected = shape.required("expected", WriteCommand.DeleteRecord::expected, RecordForms.FIELDS);
        var expectedAt = shape.required("expected_at", WriteCommand.DeleteRecord::expectedAt, Forms.INSTANT);
        return shape.madeBy(read -> new WriteCommand.DeleteRecord(
                read.get(head),
                read.get(target),
                read.get(expected),
                read.get(expectedAt)));
    }

    private static Shape<Outcome.Applied> applied() {
        var shape = Shape.<Outcome.Applied>of("applied");
        var ref = shape.required("ref", Outcome.Applied::ref, RecordForms.REF);
        var told = shape.optional("told", Outcome.Applied::told, RecordForms.SNAPSHOT);
        var inAnswer = shape.required("in_answer", Outcome.Applied::inAnswer, Forms.BOOLEAN);
        return shape.madeBy(read -> new Outcome.Applied(read.get(ref), read.find(told), read.get(inAnswer)));
    }

    private static Shape<Outcome.AlreadyExists> alreadyExists() {
        var shape = Shape.<Outcome.AlreadyExists>of("already exists");
        var existing = shape.optional("existing", Outcome.AlreadyExists::existing, RecordForms.REF);
        var failure = shape.required("failure", Outcome.AlreadyExists::failure, FAILURE);
        return shape.madeBy(read -> new Outcome.AlreadyExists(read.find(existing), read.get(failure)));
    }

    private static Shape<Outcome.MovedTo> movedTo() {
        var shape = Shape.<Outcome.MovedTo>of("moved to");
        var survivor = shape.required("survivor", Outcome.MovedTo::survivor, RecordForms.REF);
        return shape.madeBy(read -> new Outcome.MovedTo(read.get(survivor)));
    }

    private static Shape<Outcome.Gone> gone() {
        var shape = Shape.<Outcome.Gone>of("gone");
        var ref = shape.required("ref", Outcome.Gone::ref, RecordForms.REF);
        return shape.madeBy(read -> new Outcome.Gone(read.get(ref)));
    }

    private static Shape<Outcome.Rejected> rejected() {
        var shape = Shape.<Outcome.Rejected>of("rejected");
        var failure = shape.required("failure", Outcome.Rejected::failure, FAILURE);
        return shape.madeBy(read -> new Outcome.Rejected(read.get(failure)));
    }

    private static Shape<Outcome.Deferred> deferred() {
        var shape = Shape.<Outcome.Deferred>of("deferred");
        var until = shape.required("until", Outcome.Deferred::until, Forms.INSTANT);
        var failure = shape.required("failure", Outcome.Deferred::failure, FAILURE);
        return shape.madeBy(read -> new Outcome.Deferred(read.get(until), read.get(failure)));
    }

    private static Shape<Outcome.Stale> stale() {
        var shape = Shape.<Outcome.Stale>of("stale");
        var now = shape.optional("now", Outcome.Stale::now, RecordForms.SNAPSHOT);
        var why = shape.required("why", Outcome.Stale::why, Forms.TEXT);
        return shape.madeBy(read -> new Outcome.Stale(read.find(now), read.get(why)));
    }

    private static Shape<Outcome.Superseded> superseded() {
        var shape = Shape.<Outcome.Superseded>of("superseded");
        var by = shape.required("by", Outcome.Superseded::by, Forms.TEXT);
        return shape.madeBy(read -> new Outcome.Superseded(read.get(by)));
    }

    private static Shape<Outcome.Unresolved> unresolved() {
        var shape = Shape.<Outcome.Unresolved>of("unresolved");
        var failure = shape.required("failure", Outcome.Unresolved::failure, FAILURE);
        return shape.madeBy(read -> new Outcome.Unresolved(read.get(failure)));
    }

    private static Shape<WriteResult> writeResult() {
        var shape = Shape.<WriteResult>of("write result");
        var command = shape.required("command", WriteResult::command, COMMAND_HEAD);
        var operation = shape.required("operation", WriteResult::operation, Forms.TEXT);
        var sent = shape.required("sent", WriteResult::sent, RecordForms.FIELDS);
        var sourceValues = shape.required("source_values", WriteResult::sourceValues, RecordForms.FIELDS);
        var outcome = shape.required("outcome", WriteResult::outcome, OUTCOME);
        return shape.madeBy(read -> new WriteResult(
                read.get(command),
                read.get(operation),
                read.get(sent),
                read.get(sourceValues),
                read.get(outcome)));
    }

    static Shape<Activity.WritesWaiting> writesWaiting() {
        var shape = Shape.<Activity.WritesWaiting>of("writes waiting");
        var head = shape.required("head", Activity.WritesWaiting::head, RecordForms.HEAD);
        var connection = shape.required("connection", Activity.WritesWaiting::connection, RecordForms.CONNECTION);
        var object = shape.required("object", Activity.WritesWaiting::object, Forms.TEXT);
        var side = shape.required("side", Activity.WritesWaiting::side, RecordForms.SIDE);
        var writes = shape.required("writes", Activity.WritesWaiting::writes, Forms.listOf(waiting()));
        return shape.madeBy(read -> new Activity.WritesWaiting(
                read.get(head), read.get(connection), read.get(object), read.get(side), read.get(writes)));
    }

    private static Shape<Activity.Waiting> waiting() {
        var shape = Shape.<Activity.Waiting>of("a write that waits");
        var link = shape.required("link", Activity.Waiting::link, Forms.TEXT);
        var attempts = shape.required("attempts", Activity.Waiting::attempts, Forms.INT);
        var nextTry = shape.required("next_try", Activity.Waiting::nextTry, Forms.INSTANT);
        var failure = shape.required("failure", Activity.Waiting::failure, FAILURE);
        return shape.madeBy(read -> new Activity.Waiting(
                read.get(link), read.get(attempts), read.get(nextTry), read.get(failure)));
    }
}
