package io.bothways.simulator.kit.store;

import org.jspecify.annotations.Nullable;

/** The app does not take a record. The app's API layer says it in the vendor's own shape. */
public final class RecordRefused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String code;
    private final @Nullable String field;
    private final @Nullable String existingId;

    /** A refusal for the vendor's code, about a field where one is to blame. */
    public RecordRefused(String code, @Nullable String field, String message) {
        this(code, field, message, null);
    }

    /** A refusal because another record, the existing one, holds a unique value. */
    public RecordRefused(String code, @Nullable String field, String message, @Nullable String existingId) {
        super(message, null, false, false);
        this.code = code;
        this.field = field;
        this.existingId = existingId;
    }

    public String code() {
        return code;
    }

    public @Nullable String field() {
        return field;
    }

    public @Nullable String existingId() {
        return existingId;
    }

    /** The vendor's sentence. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
