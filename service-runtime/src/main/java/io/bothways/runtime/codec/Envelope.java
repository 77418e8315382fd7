package io.bothways.runtime.codec;

import io.bothways.contracts.MessageHead;
import io.bothways.contracts.event.Activity;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.event.DeadLetter;
import io.bothways.contracts.event.Hint;
import io.bothways.contracts.event.Mirrored;
import io.bothways.contracts.event.Request;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.contracts.write.WriteResult;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The Kafka headers of a message: CloudEvents 1.0 in binary mode, and W3C trace context. Readers need none of them;
 * they are for tools that route, search and trace without opening the message.
 */
public final class Envelope {
    private static final String TYPE_PREFIX = "io.bothways.";
    private static final String TYPE_VERSION = ".v1";

    private Envelope() {}

    public static Map<String, String> headers(ChangeEvent event) {
        return headers(event.head(), EventForms.CHANGE_EVENT.code(event), switch (event) {
            case ChangeEvent.RecordChanged changed -> changed.snapshot().ref().key();
            case ChangeEvent.RecordDeleted deleted -> deleted.ref().key();
            case ChangeEvent.RecordsCombined combined -> combined.loser().key();
            case ChangeEvent.ListingFinished finished -> finished.head().account() + "/" + finished.type();
        });
    }

    public static Map<String, String> headers(Hint hint) {
        return headers(hint.head(), "hint", hint.ref().key());
    }

    /** A digest stands for the record's content, so record and digest together name the message. */
    public static Map<String, String> headers(Mirrored mirrored) {
        String key = mirrored.ref().key();
        String id = key + "/" + (mirrored.deleted() ? "deleted" : mirrored.digest());
        String source = source(mirrored.tenant().value(), mirrored.ref().account().value());
        return headers(id, source, "mirrored", key);
    }

    public static Map<String, String> headers(WriteCommand command) {
        return headers(
                command.head().message(), WriteForms.WRITE_COMMAND.code(command), command.head().link());
    }

    /** A result has its command's id: per command there is one. */
    public static Map<String, String> headers(WriteResult result) {
        return headers(result.command().message(), "write_result", result.command().link());
    }

    public static Map<String, String> headers(Activity activity) {
        return headers(activity.head(), ActivityForms.ACTIVITY.code(activity), switch (activity) {
            case Activity.GateOpened opened -> opened.connection() + "/" + opened.object();
            case Activity.LinksChanged changed -> changed.connection() + "/" + changed.object();
            case Activity.RecordsWritten written -> written.connection() + "/" + written.object();
            case Activity.WritesWaiting waiting -> waiting.connection() + "/" + waiting.object();
            case Activity.ConflictsDecided decided -> decided.connection() + "/" + decided.object();
            case Activity.FieldStopped stopped -> stopped.connection() + "/" + stopped.object();
            case Activity.PutBackAnswered answered -> answered.connection() + "/" + answered.object();
            case Activity.DeletesHeld held -> held.connection() + "/" + held.object();
            case Activity.RunStarted started -> started.run();
            case Activity.RunProgressed progressed -> progressed.run();
            case Activity.RunFinished finished -> finished.run();
            case Activity.Polled polled -> polled.head().account() + "/" + polled.type();
            case Activity.PushesLost lost -> lost.head().account() + "/" + lost.type();
            case Activity.PushesArranged arranged -> arranged.head().account().value();
            case Activity.AccountChecked checked -> checked.head().account().value();
            case Activity.AccountFailed failed -> failed.head().account().value();
            case Activity.AccountRecovered recovered -> recovered.head().account().value();
            case Activity.AccountParked parked -> parked.head().account().value();
        });
    }

    public static Map<String, String> headers(Request request) {
        return headers(request.head(), RequestForms.REQUEST.code(request), switch (request) {
            case Request.CheckAccount check -> check.head().account().value();
            case Request.ListRecords list -> list.head().account() + "/" + list.type();
            case Request.PollSince poll -> poll.head().account() + "/" + poll.type();
            case Request.RereadRecords reread -> reread.head().account() + "/" + reread.type();
            case Request.RetryWrites retry -> retry.head().account().value();
            case Request.PurgeWrites purge -> purge.head().account().value();
            case Request.ConfigurationChanged changed -> changed.connection().value();
            case Request.DecideField decide -> decide.link();
            case Request.DecideDeletes decide -> decide.connection() + "/" + decide.object();
        });
    }

    public static Map<String, String> headers(DeadLetter letter) {
        String id = letter.topic() + "/" + letter.partition() + "/" + letter.offset();
        Map<String, String> headers = headers(id, "/bothways/topics/" + letter.topic(), "dead_letter", letter.key());
        headers.put("ce_time", letter.parkedAt().toString());
        return headers;
    }

    private static Map<String, String> headers(MessageHead head, String type, String subject) {
        Map<String, String> headers =
                headers(head.id(), source(head.tenant().value(), head.account().value()), type, subject);
        headers.put("ce_time", head.occurredAt().toString());
        if (!head.trace().isEmpty()) {
            headers.put("traceparent", head.trace());
        }
        return headers;
    }

    private static Map<String, String> headers(String id, String source, String type, String subject) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", id);
        headers.put("ce_source", source);
        headers.put("ce_type", TYPE_PREFIX + type + TYPE_VERSION);
        headers.put("ce_subject", subject);
        headers.put("content-type", "application/json");
        return headers;
    }

    private static String source(String tenant, String account) {
        return "/bothways/tenants/" + tenant + "/accounts/" + account;
    }
}
