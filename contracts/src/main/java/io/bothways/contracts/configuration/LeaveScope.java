package io.bothways.contracts.configuration;

/** What happens to a pair when a record of one side does not meet a scope rule any more. */
public sealed interface LeaveScope {
    /** Both records stay as they are and stay linked; nothing is carried until the record is back. */
    record Freeze() implements LeaveScope {}

    /** The link ends; both records stay. Back in scope, the record is matched anew. */
    record Unlink() implements LeaveScope {}

    /** The other side's record is deleted, within the brake. */
    record Delete() implements LeaveScope {}

    /** The other side's record is marked and otherwise left alone. */
    record Tag(Mark mark) implements LeaveScope {}
}
