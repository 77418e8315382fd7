package io.bothways.status.registry;

import java.util.List;

/** A wish that cannot be granted, with the member that is wrong and what is allowed. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<FieldError> errors;

    /** What is wrong with one member of the request. */
    public record FieldError(String field, String message) {}

    public Refusal(int status, String message, List<FieldError> errors) {
        super(message);
        this.status = status;
        this.errors = List.copyOf(errors);
    }

    /** 400: one member is wrong. */
    public static Refusal of(String field, String message) {
        return new Refusal(400, "The request cannot be used as it is.", List.of(new FieldError(field, message)));
    }

    /** 404, the same words for what does not exist and for what belongs to somebody else. */
    public static Refusal notFound(String what) {
        return new Refusal(404, "There is no such " + what + ".", List.of());
    }

    /** 409: right in itself, but not at this moment. */
    public static Refusal notNow(String message) {
        return new Refusal(409, message, List.of());
    }

    public int status() {
        return status;
    }

    public List<FieldError> errors() {
        return errors;
    }
}
