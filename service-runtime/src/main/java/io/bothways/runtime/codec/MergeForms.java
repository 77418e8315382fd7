package io.bothways.runtime.codec;

import io.bothways.contracts.event.Activity;

/** The forms of what the merge tells of its decisions. */
final class MergeForms {
    private static final Form<Activity.PutBack> PUT_BACK =
            Forms.codes(Activity.PutBack.class, answer -> switch (answer) {
                case WRITING -> "writing";
                case EDITED_SINCE -> "edited_since";
                case NOT_NOW -> "not_now";
                case NOT_WRITABLE -> "not_writable";
                case NOT_KEPT -> "not_kept";
            });

    private MergeForms() {}

    private static Shape<Activity.DecidedConflict> decidedConflict() {
        var shape = Shape.<Activity.DecidedConflict>of("decided conflict");
        var link = shape.required("link", Activity.DecidedConflict::link, Forms.TEXT);
        var mapping = shape.required("mapping", Activity.DecidedConflict::mapping, Forms.TEXT);
        var winner = shape.required("winner", Activity.DecidedConflict::winner, RecordForms.SIDE);
        var rule = shape.required("rule", Activity.DecidedConflict::rule, Forms.TEXT);
        var held = shape.required("held", Activity.DecidedConflict::held, RecordForms.FIELDS);
        return shape.madeBy(read -> new Activity.DecidedConflict(
                read.get(link),
                read.get(mapping),
                read.get(winner),
                read.get(rule),
                read.get(held)));
    }

    static Shape<Activity.ConflictsDecided> conflictsDecided() {
        var shape = Shape.<Activity.ConflictsDecided>of("conflicts decided");
        var head = shape.required("head", Activity.ConflictsDecided::head, RecordForms.HEAD);
        var connection = shape.required("connection", Activity.ConflictsDecided::connection, RecordForms.CONNECTION);
        var object = shape.required("object", Activity.ConflictsDecided::object, Forms.TEXT);
        var conflicts = shape.required(
                "conflicts", Activity.ConflictsDecided::conflicts, Forms.listOf(decidedConflict()));
        return shape.madeBy(read -> new Activity.ConflictsDecided(
                read.get(head), read.get(connection), read.get(object), read.get(conflicts)));
    }

    static Shape<Activity.FieldStopped> fieldStopped() {
        var shape = Shape.<Activity.FieldStopped>of("field stopped");
        var head = shape.required("head", Activity.FieldStopped::head, RecordForms.HEAD);
        var connection = shape.required("connection", Activity.FieldStopped::connection, RecordForms.CONNECTION);
        var object = shape.required("object", Activity.FieldStopped::object, Forms.TEXT);
        var link = shape.required("link", Activity.FieldStopped::link, Forms.TEXT);
        var mapping = shape.required("mapping", Activity.FieldStopped::mapping, Forms.TEXT);
        return shape.madeBy(read -> new Activity.FieldStopped(
                read.get(head), read.get(connection), read.get(object), read.get(link), read.get(mapping)));
    }

    static Shape<Activity.PutBackAnswered> putBackAnswered() {
        var shape = Shape.<Activity.PutBackAnswered>of("put back answered");
        var head = shape.required("head", Activity.PutBackAnswered::head, RecordForms.HEAD);
        var connection = shape.required("connection", Activity.PutBackAnswered::connection, RecordForms.CONNECTION);
        var object = shape.required("object", Activity.PutBackAnswered::object, Forms.TEXT);
        var link = shape.required("link", Activity.PutBackAnswered::link, Forms.TEXT);
        var mapping = shape.required("mapping", Activity.PutBackAnswered::mapping, Forms.TEXT);
        var answer = shape.required("answer", Activity.PutBackAnswered::answer, PUT_BACK);
        return shape.madeBy(read -> new Activity.PutBackAnswered(
                read.get(head),
                read.get(connection),
                read.get(object),
                read.get(link),
                read.get(mapping),
                read.get(answer)));
    }

    static Shape<Activity.DeletesHeld> deletesHeld() {
        var shape = Shape.<Activity.DeletesHeld>of("deletes held");
        var head = shape.required("head", Activity.DeletesHeld::head, RecordForms.HEAD);
        var connection = shape.required("connection", Activity.DeletesHeld::connection, RecordForms.CONNECTION);
        var object = shape.required("object", Activity.DeletesHeld::object, Forms.TEXT);
        var side = shape.required("side", Activity.DeletesHeld::side, RecordForms.SIDE);
        var batch = shape.required("batch", Activity.DeletesHeld::batch, Forms.TEXT);
        var deletes = shape.required("deletes", Activity.DeletesHeld::deletes, Forms.LONG);
        var records = shape.required("records", Activity.DeletesHeld::records, Forms.LONG);
        return shape.madeBy(read -> new Activity.DeletesHeld(
                read.get(head),
                read.get(connection),
                read.get(object),
                read.get(side),
                read.get(batch),
                read.get(deletes),
                read.get(records)));
    }
}
