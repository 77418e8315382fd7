package io.bothways.simulator;

import io.bothways.simulator.kit.SimulatedApp;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.SimulatorOptions;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Starts the fake app that the first argument names and prints one JSON line once it accepts requests. */
public final class SimulatorMain {
    private static final int USAGE = 2;
    private static final int FAILED = 1;

    private SimulatorMain() {
    }

    public static void main(String[] arguments) {
        List<SimulatedApp> apps = ServiceLoader.load(SimulatedApp.class).stream()
                .map(ServiceLoader.Provider::get).toList();
        String names = apps.stream().map(app -> app.definition().name()).sorted().collect(Collectors.joining("|"));
        if (arguments.length == 0) {
            fail(USAGE, "usage: " + names + " " + SimulatorOptions.USAGE);
            return;
        }
        SimulatedApp chosen = apps.stream().filter(app -> app.definition().name().equals(arguments[0]))
                .findFirst().orElse(null);
        if (chosen == null) {
            fail(USAGE, "There is no simulator named '" + arguments[0] + "'. Choose one of " + names + ".");
            return;
        }
        SimulatorOptions options;
        try {
            options = SimulatorOptions.parse(List.of(arguments).subList(1, arguments.length));
        } catch (IllegalArgumentException e) {
            fail(USAGE, e.getMessage() + "\nusage: " + arguments[0] + " " + SimulatorOptions.USAGE);
            return;
        }
        start(chosen, options);
    }

    private static void start(SimulatedApp app, SimulatorOptions options) {
        try {
            Simulator simulator = Simulator.start(app, options);
            Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "simulator-stop"));
            System.out.println(simulator.startLine());
            System.out.flush();
        } catch (Simulator.StartFailed e) {
            fail(FAILED, e.getMessage());
        }
    }

    private static void fail(int code, String sentence) {
        System.err.println(sentence);
        System.exit(code);
    }
}
