package io.bothways.simulator.dataverse.api;

import io.bothways.simulator.dataverse.records.Problem;
import io.bothways.simulator.kit.store.RecordStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code $batch}: requests one after the other, change sets as one. Without {@code odata.continue-on-error} the first
 * failure ends it with 400, and what came before has happened.
 */
final class BatchRequests {
    private static final int MOST_REQUESTS = 1000;
    private static final Pattern REFERENCE = Pattern.compile("\"\\$([A-Za-z0-9_.-]+)([/\"])");

    private final Service service;
    private final RecordStore store;
    private final PartFaults faults;

    BatchRequests(Service service, RecordStore store, PartFaults faults) {
        this.service = service;
        this.store = store;
        this.faults = faults;
    }

    ODataReply handle(ODataRequest batch, String baseUrl) {
        try {
            return run(batch, baseUrl);
        } catch (Problem problem) {
            return ODataReply.of(problem, batch.preferences());
        }
    }

    private ODataReply run(ODataRequest batch, String baseUrl) {
        List<MimePart> parts = MimePart.split(batch.header("Content-Type").orElse(""), batch.body());
        int requests = 0;
        for (MimePart part : parts) {
            requests += part.isMultipart() ? MimePart.split(part.contentType(), part.content()).size() : 1;
        }
        if (requests > MOST_REQUESTS) {
            throw new Problem(400, Problem.PAYLOAD, "The batch request contains " + requests
                    + " requests; the maximum is " + MOST_REQUESTS + ".");
        }
        boolean continues = batch.preferences().continuesOnError();
        String boundary = "batchresponse_" + UUID.randomUUID();
        StringBuilder answer = new StringBuilder();
        boolean failed = false;
        for (MimePart part : parts) {
            if (part.isMultipart()) {
                failed |= !changeSet(part, baseUrl, boundary, answer);
            } else {
                ODataReply reply = one(MimePart.request(part.content(), baseUrl, batch.service(), Map.of()));
                MimePart.write(answer, boundary, "", reply);
                failed |= reply.status() >= 400;
            }
            if (failed && !continues) {
                break;
            }
        }
        answer.append("--").append(boundary).append("--\r\n");
        return ODataReply.text(failed && !continues ? 400 : 200, "multipart/mixed; boundary=" + boundary,
                answer.toString());
    }

    /** Writes the answers of a change set, or the one error because of which none of it has happened. */
    private boolean changeSet(MimePart part, String baseUrl, String boundary, StringBuilder answer) {
        String inner = "changesetresponse_" + UUID.randomUUID();
        List<MimePart> parts = MimePart.split(part.contentType(), part.content());
        int written = service.written();
        try {
            List<ODataReply> replies = store.atomically(() -> runAll(parts, baseUrl));
            StringBuilder answers = new StringBuilder();
            for (int at = 0; at < parts.size(); at++) {
                MimePart.write(answers, inner, parts.get(at).contentId(), replies.get(at));
            }
            answer.append("--").append(boundary).append("\r\nContent-Type: multipart/mixed; boundary=").append(inner)
                    .append("\r\n\r\n").append(answers).append("--").append(inner).append("--\r\n");
            return true;
        } catch (ChangeSetFailed failed) {
            service.forgetWritesAfter(written);
            MimePart.write(answer, boundary, "", failed.reply);
            return false;
        }
    }

    private List<ODataReply> runAll(List<MimePart> parts, String baseUrl) {
        Map<String, String> references = new HashMap<>();
        List<ODataReply> replies = new ArrayList<>();
        for (MimePart part : parts) {
            if (part.contentId().isEmpty()) {
                throw Problem.malformed("The header with name 'Content-ID' was not present in the header collection of"
                        + " the batch operation.");
            }
            ODataRequest request = referring(MimePart.request(part.content(), baseUrl, "", references), references);
            if (request.method().equals("GET")) {
                throw Problem.malformed("A GET request is not allowed in a change set.");
            }
            ODataReply reply = one(request);
            if (reply.status() >= 400) {
                throw new ChangeSetFailed(reply);
            }
            String entity = reply.headers().get("OData-EntityId");
            if (entity != null) {
                references.put(part.contentId(), entity);
            }
            replies.add(reply);
        }
        return replies;
    }

    private ODataReply one(ODataRequest request) {
        PartFaults.PartFault fault = faults.take();
        if (fault == null) {
            return service.handle(request);
        }
        if (fault.afterEffect()) {
            service.handle(request);
        }
        return ODataReply.of(fault.problem(), request.preferences());
    }

    /** Puts the addresses of rows in the place of {@code $1} and the like. */
    private static ODataRequest referring(ODataRequest request, Map<String, String> references) {
        Matcher reference = REFERENCE.matcher(request.body());
        String body = reference.replaceAll(found -> Matcher.quoteReplacement("\""
                + MimePart.referenced(found.group(1), references) + found.group(2)));
        return new ODataRequest(request.method(), request.service(), request.path(), request.rawQuery(),
                request.headers(), body);
    }

    private static final class ChangeSetFailed extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient ODataReply reply;

        ChangeSetFailed(ODataReply reply) {
            super("a change set failed", null, false, false);
            this.reply = reply;
        }
    }
}
