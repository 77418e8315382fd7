package io.bothways.servers;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/** Asks a starting server again and again until it answers, its process ends or the time is over. */
final class Readiness {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Readiness() {
    }

    static void await(String server, Duration limit, BooleanSupplier alive, Callable<Boolean> answers) {
        long deadline = System.nanoTime() + limit.toNanos();
        String lastWord = "no answer";
        while (System.nanoTime() - deadline < 0) {
            if (!alive.getAsBoolean()) {
                throw new ServerException(server + " ended while it was starting");
            }
            try {
                if (answers.call()) {
                    return;
                }
            } catch (InterruptedException interrupted) {
                throw interrupted(server, interrupted);
            } catch (Exception notYet) {
                lastWord = String.valueOf(notYet.getMessage());
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException interrupted) {
                throw interrupted(server, interrupted);
            }
        }
        throw new ServerException(server + " was not ready within " + limit.toSeconds() + " s: " + lastWord);
    }

    private static ServerException interrupted(String server, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new ServerException("Waiting for " + server + " was interrupted", cause);
    }
}
