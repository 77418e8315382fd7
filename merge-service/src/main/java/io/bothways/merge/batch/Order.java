package io.bothways.merge.batch;

import io.bothways.contracts.Side;
import io.bothways.contracts.event.Request;

/** What is to be done with a link besides merging it: a person's wish, or the next step of a delete. */
public sealed interface Order {
    LinkKey link();

    /** A person decides one field. */
    record Field(LinkKey link, String mapping, Request.Choice choice) implements Order {}

    /** A person wants what was refused on this side to be decided again, as if it had not been. */
    record TryAgain(LinkKey link, Side side) implements Order {}

    /** The app is asked by id whether the deleted record lives on elsewhere. */
    record Ask(LinkKey link) implements Order {}

    /** The confirmed delete may go out: it is within the brake. */
    record LetGo(LinkKey link) implements Order {}

    /** The confirmed delete waits for a person. */
    record Hold(LinkKey link) implements Order {}

    /** A person lets the delete go out. */
    record Approve(LinkKey link) implements Order {}

    /** A person declines the delete: both sides stay as they are. */
    record Decline(LinkKey link) implements Order {}
}
