package io.bothways.launcher;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** Runs steps at once and fails with the first that fails, without waiting for the others. */
final class Together {
    private Together() {
    }

    static void run(Stream<Runnable> steps) {
        List<CompletableFuture<Void>> running = steps
                .map(step -> CompletableFuture.runAsync(step, task -> Thread.ofPlatform().daemon().start(task)))
                .toList();
        CompletableFuture<Void> firstFailure = new CompletableFuture<>();
        running.forEach(step -> step.whenComplete((nothing, failure) -> {
            if (failure != null) {
                firstFailure.completeExceptionally(failure);
            }
        }));
        try {
            CompletableFuture.anyOf(CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)), firstFailure)
                    .join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failure;
        }
    }
}
