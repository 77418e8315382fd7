package io.bothways.connector.write;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.write.Failure;
import java.util.Optional;

/** What became of one input of a write. */
public sealed interface Answer {
    /** @param told what the record now holds, where the answer carries it */
    record Done(String id, Optional<SourceRecord> told) implements Answer {}

    /** A record with the same unique value is there already. */
    record Duplicate(Optional<String> existing, Failure failure) implements Answer {}

    /** The record lives on under another id. */
    record Moved(String id) implements Answer {}

    /** The record is not there. */
    record Missing() implements Answer {}

    /** This input failed; the kind says whether to try again. */
    record Failed(FailureKind kind, Failure failure) implements Answer {}

    /**
     * The answer for an input of which the app's rules say that.
     *
     * @param existing the record that is there already, where the app names it
     */
    static Answer of(ConnectorFailure refused, Optional<String> existing) {
        if (refused.kind() == FailureKind.NOT_FOUND) {
            return new Missing();
        }
        return refused.failure().code().equals(FailureCodes.DUPLICATE_VALUE)
                ? new Duplicate(existing, refused.failure())
                : new Failed(refused.kind(), refused.failure());
    }
}
