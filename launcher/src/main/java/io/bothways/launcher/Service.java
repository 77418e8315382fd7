package io.bothways.launcher;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The five services, in the order of the flow, with their places above the port base. */
public enum Service {
    POLLER(1), WEBHOOK(2), MERGE(3), WRITER(4), STATUS(0);

    private final int portOffset;

    Service(int portOffset) {
        this.portOffset = portOffset;
    }

    /** What people call it and what its process is named. */
    public String shortName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The folder it is built from. */
    public String module() {
        return shortName() + "-service";
    }

    int portOffset() {
        return portOffset;
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(Service::shortName).toList();
    }
}
