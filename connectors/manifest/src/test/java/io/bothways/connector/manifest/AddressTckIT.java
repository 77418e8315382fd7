package io.bothways.connector.manifest;

import io.bothways.simulator.cardbox.CardboxApp;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.SimulatorOptions;
import io.bothways.tck.ConnectorTck;
import io.bothways.tck.Subject;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The kit against an address where a simulator opens trials, with samples made up from the manifest alone. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class AddressTckIT extends ConnectorTck {
    @TempDir
    static Path folder;

    private static Simulator simulator;
    private static Path manifest;

    @BeforeAll
    static void startTheApp() throws IOException {
        simulator = Simulator.start(new CardboxApp(), SimulatorOptions.defaults());
        manifest = Files.writeString(folder.resolve("cardbox.yaml"), ManifestCatalog.shipped("cardbox.yaml"));
    }

    @AfterAll
    static void stopTheApp() {
        simulator.close();
    }

    @Override
    protected Subject subject() {
        return new AddressSubject(manifest, URI.create(simulator.baseUrl()), Optional.empty());
    }
}
