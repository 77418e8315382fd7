package io.bothways.simulator.kit.store;

import java.util.Locale;

/** Who wrote a record: a person on the app's own page, a client of its API, or the app by itself. */
public enum Editor {
    PERSON, API, AUTOMATION;

    /** The word on the control API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
