package io.bothways.status.access;

import io.bothways.status.StatusConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/** Lets the installation's first key in: it stands in a file that only the operator can read. */
@ApplicationScoped
class FirstKey {
    private static final Logger LOG = Logger.getLogger(FirstKey.class);
    private static final int SHORTEST = 20;

    private final StatusConfig config;
    private final Doors doors;

    FirstKey(StatusConfig config, Doors doors) {
        this.config = config;
        this.doors = doors;
    }

    void register(@Observes @Priority(100) StartupEvent event) throws IOException {
        if (config.apiKeyFile().isEmpty()) {
            return;
        }
        Path file = config.apiKeyFile().get();
        if (!Files.isReadable(file)) {
            LOG.errorf("The API key file %s cannot be read: no key was added.", file);
            return;
        }
        String key = Files.readString(file).strip();
        if (key.length() < SHORTEST) {
            LOG.errorf("The API key file %s holds less than %d characters: no key was added.", file, SHORTEST);
            return;
        }
        doors.register(Doors.OPERATOR, "first", key);
    }
}
