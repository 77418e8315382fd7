package io.bothways.contracts.configuration;

/** What happens to the other side's record when a record was deleted in its app. An edit beats a delete into review. */
public sealed interface OnDelete {
    /** It stays, its link ends, and the deleted record is never made again. */
    record Ignore() implements OnDelete {}

    /** It is deleted, within the brake. */
    record Delete() implements OnDelete {}

    /** It is put where its app keeps what is not used any more, by the given field. */
    record Archive(Mark mark) implements OnDelete {}

    /** It is marked and otherwise left alone. */
    record Tag(Mark mark) implements OnDelete {}
}
