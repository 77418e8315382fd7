package io.bothways.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server process that cannot outlive this JVM, however it ends: a shell holds a pipe from the JVM, and when the pipe
 * closes it stops the server and deletes the server's folder. For tests, which nobody cleans up after.
 */
public final class TiedProcess {
    private static final String SHELL = """
            trap '' INT HUP
            signal=$1; folder=$2; shift 2
            exec 3<&0
            "$@" </dev/null 3<&- &
            server=$!
            { cat <&3 >/dev/null; kill -s "$signal" "$server" 2>/dev/null; } &
            exec 3<&-
            wait "$server"
            rm -rf -- "$folder"
            """;

    private final Process shell;

    private TiedProcess(Process shell) {
        this.shell = shell;
    }

    /**
     * @param signal what makes this server stop at once and cleanly: {@code INT} or {@code TERM}
     * @param folder the server's own folder, deleted when the server has ended
     * @param log where both outputs of the server go
     */
    public static TiedProcess start(List<String> command, String signal, Path folder, Path log) {
        List<String> tied = new ArrayList<>(List.of("sh", "-c", SHELL, "sh", signal,
                folder.toAbsolutePath().toString()));
        tied.addAll(command);
        try {
            return new TiedProcess(new ProcessBuilder(tied).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start());
        } catch (IOException failure) {
            throw new ServerException("A server does not start: " + failure.getMessage(), failure);
        }
    }

    public boolean isAlive() {
        return shell.isAlive();
    }

    /** Stops the server and returns when it has ended and its folder is gone. */
    public void stop() {
        try {
            shell.getOutputStream().close();
            shell.waitFor();
        } catch (IOException failure) {
            throw new ServerException("A server does not stop: " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServerException("Stopping a server was interrupted", interrupted);
        }
    }
}
