package io.bothways.launcher;

import java.util.List;

/**
 * A simulated app to start.
 *
 * @param app {@code hubspot} or {@code salesforce}
 * @param portOffset its place above the port base
 * @param options its command line without {@code --port} and {@code --data}
 * @param keepsData whether its records are kept in the data folder and continued by the next start
 */
public record SimulatorSpec(String app, int portOffset, List<String> options, boolean keepsData) {
    public SimulatorSpec {
        options = List.copyOf(options);
    }

    public static SimulatorSpec hubspot(boolean keepsData, String... options) {
        return new SimulatorSpec("hubspot", 21, List.of(options), keepsData);
    }

    public static SimulatorSpec salesforce(boolean keepsData, String... options) {
        return new SimulatorSpec("salesforce", 22, List.of(options), keepsData);
    }
}
