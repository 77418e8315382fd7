package io.bothways.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How a program that refuses to run as root is run all the same: as it is for an ordinary user; as root in a user
 * namespace without a mapping (the kernel then shows another user id, while files stay root's); and where the kernel
 * forbids that, as in most containers, as the user nobody who keeps the right to pass through root's folders.
 * Every form replaces itself by the program, so that the process started is the program.
 */
record UnprivilegedRun(List<String> prefix, int owner) {
    private static final int ROOT = 0;
    private static final int NOBODY = 65534;
    private static final List<String> NAMESPACE = List.of("unshare", "--user");
    private static final List<String> AS_NOBODY = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY,
            "--clear-groups", "--inh-caps=+dac_override", "--ambient-caps=+dac_override");

    static UnprivilegedRun here(Path anyFileOfOurs) throws IOException {
        int self = ownerOf(anyFileOfOurs);
        if (self != ROOT) {
            return new UnprivilegedRun(List.of(), self);
        }
        if (works(NAMESPACE)) {
            return new UnprivilegedRun(NAMESPACE, ROOT);
        }
        if (works(AS_NOBODY)) {
            return new UnprivilegedRun(AS_NOBODY, NOBODY);
        }
        throw new ServerException("PostgreSQL refuses to run as root and neither unshare nor setpriv works here: "
                + "start as an ordinary user, or name a PostgreSQL of yours with --postgres");
    }

    List<String> command(Path program, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(program.toString());
        command.addAll(arguments);
        return command;
    }

    /** Gives the folder to the user that the program will see itself as; a data folder may come from another host. */
    void own(Path folder) throws IOException {
        if (ownerOf(folder) == owner) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.toList()) {
                Files.setAttribute(path, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(path, "unix:gid", owner, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private static int ownerOf(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean works(List<String> prefix) {
        List<String> command = new ArrayList<>(prefix);
        command.add("true");
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
