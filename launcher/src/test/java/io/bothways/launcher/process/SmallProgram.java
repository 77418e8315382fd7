package io.bothways.launcher.process;

/** A process for the supervisor's tests: steady runs until it is ended, stubborn ignores SIGTERM, crashing dies. */
final class SmallProgram {
    private SmallProgram() {
    }

    public static void main(String[] arguments) {
        String mode = arguments[0];
        if (mode.equals("stubborn")) {
            Runtime.getRuntime().addShutdownHook(new Thread(SmallProgram::waitForEver));
        }
        System.out.println("mode " + mode);
        System.out.println("begun");
        if (mode.equals("crashing")) {
            System.err.println("I cannot go on");
            System.exit(3);
        }
        waitForEver();
    }

    private static void waitForEver() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
