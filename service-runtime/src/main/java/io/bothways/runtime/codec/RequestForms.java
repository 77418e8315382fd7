package io.bothways.runtime.codec;

import io.bothways.contracts.event.Request;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The forms of requests. */
final class RequestForms {
    private static final Form<SortedSet<String>> IDS = Forms.as(
            Forms.listOf(Forms.TEXT),
            List::copyOf,
            ids -> Collections.unmodifiableSortedSet(new TreeSet<>(ids)));

    private static final Form<Request.Choice> CHOICE = Forms.codes(Request.Choice.class, choice -> switch (choice) {
        case SIDE_A -> "side_a";
        case SIDE_B -> "side_b";
        case PUT_BACK -> "put_back";
    });

    private static final OneOf.Case<Request.CheckAccount> CHECK_ACCOUNT =
            new OneOf.Case<>("check_account", checkAccount());
    private static final OneOf.Case<Request.ListRecords> LIST_RECORDS =
            new OneOf.Case<>("list_records", listRecords());
    private static final OneOf.Case<Request.PollSince> POLL_SINCE =
            new OneOf.Case<>("poll_since", pollSince());
    private static final OneOf.Case<Request.RereadRecords> REREAD_RECORDS =
            new OneOf.Case<>("reread_records", rereadRecords());
    private static final OneOf.Case<Request.RetryWrites> RETRY_WRITES =
            new OneOf.Case<>("retry_writes", retryWrites());
    private static final OneOf.Case<Request.PurgeWrites> PURGE_WRITES =
            new OneOf.Case<>("purge_writes", purgeWrites());
    private static final OneOf.Case<Request.ConfigurationChanged> CONFIGURATION_CHANGED =
            new OneOf.Case<>("configuration_changed", configurationChanged());
    private static final OneOf.Case<Request.DecideField> DECIDE_FIELD =
            new OneOf.Case<>("decide_field", decideField());
    private static final OneOf.Case<Request.DecideDeletes> DECIDE_DELETES =
            new OneOf.Case<>("decide_deletes", decideDeletes());
    static final OneOf<Request> REQUEST = new OneOf<>(
            "a request",
            request -> switch (request) {
                case Request.CheckAccount any -> CHECK_ACCOUNT;
                case Request.ListRecords any -> LIST_RECORDS;
                case Request.PollSince any -> POLL_SINCE;
                case Request.RereadRecords any -> REREAD_RECORDS;
                case Request.RetryWrites any -> RETRY_WRITES;
                case Request.PurgeWrites any -> PURGE_WRITES;
                case Request.ConfigurationChanged any -> CONFIGURATION_CHANGED;
                case Request.DecideField any -> DECIDE_FIELD;
                case Request.DecideDeletes any -> DECIDE_DELETES;
            },
            List.of(CHECK_ACCOUNT, LIST_RECORDS, POLL_SINCE, REREAD_RECORDS, RETRY_WRITES, PURGE_WRITES,
                    CONFIGURATION_CHANGED, DECIDE_FIELD, DECIDE_DELETES));

    private RequestForms() {}

    private static Shape<Request.CheckAccount> checkAccount() {
        var shape = Shape.<Request.CheckAccount>of("check account");
        var head = shape.required("head", Request.CheckAccount::head, RecordForms.HEAD);
        return shape.madeBy(read -> new Request.CheckAccount(read.get(head)));
    }

    private static Shape<Request.ListRecords> listRecords() {
        var shape = Shape.<Request.ListRecords>of("list records");
        var head = shape.required("head", Request.ListRecords::head, RecordForms.HEAD);
        var run = shape.required("run", Request.ListRecords::run, Forms.TEXT);
        var type = shape.required("object_type", Request.ListRecords::type, Forms.TEXT);
        return shape.madeBy(read -> new Request.ListRecords(read.get(head), read.get(run), read.get(type)));
    }

    private static Shape<Request.PollSince> pollSince() {
        var shape = Shape.<Request.PollSince>of("poll since");
        var head = shape.required("head", Request.PollSince::head, RecordForms.HEAD);
        var run = shape.required("run", Request.PollSince::run, Forms.TEXT);
        var type = shape.required("object_type", Request.PollSince::type, Forms.TEXT);
        var since = shape.required("since", Request.PollSince::since, Forms.INSTANT);
        return shape.madeBy(read ->
                new Request.PollSince(read.get(head), read.get(run), read.get(type), read.get(since)));
    }

    private static Shape<Request.RereadRecords> rereadRecords() {
        var shape = Shape.<Request.RereadRecords>of("reread records");
        var head = shape.required("head", Request.RereadRecords::head, RecordForms.HEAD);
        var type = shape.required("object_type", Request.RereadRecords::type, Forms.TEXT);
        var ids = shape.required("ids", Request.RereadRecords::ids, IDS);
        return shape.madeBy(read -> new Request.RereadRecords(read.get(head), read.get(type), read.get(ids)));
    }

    private static Shape<Request.RetryWrites> retryWrites() {
        var shape = Shape.<Request.RetryWrites>of("retry writes");
        var head = shape.required("head", Request.RetryWrites::head, RecordForms.HEAD);
        return shape.madeBy(read -> new Request.RetryWrites(read.get(head)));
    }

    private static Shape<Request.PurgeWrites> purgeWrites() {
        var shape = Shape.<Request.PurgeWrites>of("purge writes");
        var head = shape.required("head", Request.PurgeWrites::head, RecordForms.HEAD);
        var reason = shape.required("reason", Request.PurgeWrites::reason, Forms.TEXT);
        return shape.madeBy(read -> new Request.PurgeWrites(read.get(head), read.get(reason)));
    }

    private static Shape<Request.ConfigurationChanged> configurationChanged() {
        var shape = Shape.<Request.ConfigurationChanged>of("configuration changed");
        var head = shape.required("head", Request.ConfigurationChanged::head, RecordForms.HEAD);
        var connection = shape.required("connection", Request.ConfigurationChanged::connection, RecordForms.CONNECTION);
        var version = shape.required("version", Request.ConfigurationChanged::version, Forms.LONG);
        var accounts =
                shape.required("accounts", Request.ConfigurationChanged::accounts, Forms.listOf(RecordForms.ACCOUNT));
        return shape.madeBy(read -> new Request.ConfigurationChanged(
                read.get(head),
                read.get(connection),
                read.get(version),
                read.get(accounts)));
    }

    private static Shape<Request.DecideField> decideField() {
        var shape = Shape.<Request.DecideField>of("decide field");
        var head = shape.required("head", Request.DecideField::head, RecordForms.HEAD);
        var connection = shape.required("connection", Request.DecideField::connection, RecordForms.CONNECTION);
        var object = shape.required("object", Request.DecideField::object, Forms.TEXT);
        var link = shape.required("link", Request.DecideField::link, Forms.TEXT);
        var mapping = shape.required("mapping", Request.DecideField::mapping, Forms.TEXT);
        var choice = shape.required("choice", Request.DecideField::choice, CHOICE);
        return shape.madeBy(read -> new Request.DecideField(
                read.get(head),
                read.get(connection),
                read.get(object),
                read.get(link),
                read.get(mapping),
                read.get(choice)));
    }

    private static Shape<Request.DecideDeletes> decideDeletes() {
        var shape = Shape.<Request.DecideDeletes>of("decide deletes");
        var head = shape.required("head", Request.DecideDeletes::head, RecordForms.HEAD);
        var connection = shape.required("connection", Request.DecideDeletes::connection, RecordForms.CONNECTION);
        var object = shape.required("object", Request.DecideDeletes::object, Forms.TEXT);
        var side = shape.required("side", Request.DecideDeletes::side, RecordForms.SIDE);
        var batch = shape.required("batch", Request.DecideDeletes::batch, Forms.TEXT);
        var approved = shape.required("approved", Request.DecideDeletes::approved, Forms.BOOLEAN);
        return shape.madeBy(read -> new Request.DecideDeletes(
                read.get(head),
                read.get(connection),
                read.get(object),
                read.get(side),
                read.get(batch),
                read.get(approved)));
    }
}
