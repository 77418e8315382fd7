package io.bothways.endtoend.connections;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.endtoend.connections.ConnectionsCheck.Result;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All connections, as {@code ./bothways check --connections all} tries them. Times never decide. */
class ConnectionsEndToEndIT {
    @TempDir
    Path data;

    @Test
    void everyStepOfEveryConnectionHolds() {
        Result result =
                new ConnectionsCheck(data.resolve("check"), 7, List.of("all"), System.out::println).run();

        System.out.println(result.toText());
        assertThat(result.failures()).isEmpty();
        assertThat(result.steps()).isGreaterThan(20 * Scene.ALL.size() - 1);
    }
}
