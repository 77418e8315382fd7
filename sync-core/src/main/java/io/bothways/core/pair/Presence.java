package io.bothways.core.pair;

/** How one record of a pair stands, compared with the pair's last agreement. */
public enum Presence {
    /** It is there and holds what was agreed. */
    ALIVE,
    /** It is there and was edited since. */
    EDITED,
    /** Its app says that it is gone. */
    DELETED,
    /** Its app combined it into another record. */
    COMBINED,
    /** It was gone, the pair had ended by it, and it is there again. */
    RESTORED;

    boolean isThere() {
        return this == ALIVE || this == EDITED || this == RESTORED;
    }
}
