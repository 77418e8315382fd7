package io.bothways.status.api;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.bothways.status.registry.Refusal;
import io.bothways.status.registry.Refusal.FieldError;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every refusal is problem+json (RFC 9457): what is wrong, in which member, what is allowed. */
class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final MediaType PROBLEM = MediaType.valueOf("application/problem+json");

    /** The body of a refusal. */
    record Problem(String title, int status, String detail, List<FieldError> errors) {}

    @ServerExceptionMapper
    RestResponse<Problem> refused(Refusal refusal) {
        return problem(refusal.status(), refusal.getMessage(), refusal.errors());
    }

    @ServerExceptionMapper
    RestResponse<Problem> unknownMember(UnrecognizedPropertyException unknown) {
        String allowed = unknown.getKnownPropertyIds().stream()
                .map(String::valueOf)
                .sorted()
                .collect(Collectors.joining(", "));
        return problem(400, "The request has a member that is not known.", List.of(
                new FieldError(path(unknown), "is not known; allowed: " + allowed)));
    }

    @ServerExceptionMapper
    RestResponse<Problem> wrongValue(InvalidFormatException wrong) {
        String allowed = wrong.getTargetType().isEnum()
                ? "one of " + java.util.Arrays.toString(wrong.getTargetType().getEnumConstants())
                : "a " + wrong.getTargetType().getSimpleName();
        return problem(400, "The request has a member of the wrong form.", List.of(
                new FieldError(path(wrong), "must be " + allowed)));
    }

    @ServerExceptionMapper
    RestResponse<Problem> wrongShape(MismatchedInputException wrong) {
        String type = wrong.getTargetType() == null ? "value" : wrong.getTargetType().getSimpleName();
        return problem(400, "The request has a member of the wrong form.", List.of(
                new FieldError(path(wrong), "must be a " + type)));
    }

    @ServerExceptionMapper
    RestResponse<Problem> notUsable(JsonMappingException broken) {
        return problem(400, "The body cannot be read.", List.of());
    }

    @ServerExceptionMapper
    RestResponse<Problem> noJson(JsonParseException broken) {
        return problem(400, "The body is no JSON (line " + broken.getLocation().getLineNr() + ", column "
                + broken.getLocation().getColumnNr() + ").", List.of());
    }

    /** What the framework refuses; a body that Jackson could not read stands in the cause. */
    @ServerExceptionMapper
    RestResponse<Problem> answered(WebApplicationException refused) {
        return switch (refused.getCause()) {
            case UnrecognizedPropertyException unknown -> unknownMember(unknown);
            case InvalidFormatException wrong -> wrongValue(wrong);
            case MismatchedInputException wrong -> wrongShape(wrong);
            case JsonMappingException broken -> notUsable(broken);
            case JsonParseException broken -> noJson(broken);
            case null, default -> {
                int status = refused.getResponse().getStatus();
                yield problem(status, reason(status) + ".", List.of());
            }
        };
    }

    @ServerExceptionMapper
    RestResponse<Problem> failed(Exception failed) {
        LOG.error("a request failed", failed);
        return problem(500, "Something went wrong on our side; it is in the service's log.", List.of());
    }

    private static RestResponse<Problem> problem(int status, String detail, List<FieldError> errors) {
        return RestResponse.ResponseBuilder.create(
                        RestResponse.Status.fromStatusCode(status), new Problem(reason(status), status, detail, errors))
                .type(PROBLEM)
                .build();
    }

    private static String reason(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Refused" : known.getReasonPhrase();
    }

    private static String path(JsonMappingException wrong) {
        return wrong.getPath().stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
                .collect(Collectors.joining("."));
    }
}
