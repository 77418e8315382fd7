package io.bothways.launcher.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bothways.launcher.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** What the demo has set up so far; kept after every step, so that an interrupted first start is continued. */
record DemoState(@Nullable String hubspotAccount, @Nullable String salesforceAccount, @Nullable String connection,
        @Nullable TourContact tour) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One person who is in both apps and whom the simulated people leave alone. */
    record TourContact(String name, String hubspotId, String salesforceId) {}

    static DemoState readFrom(Path file) {
        try {
            return Files.exists(file) ? JSON.readValue(file.toFile(), DemoState.class)
                    : new DemoState(null, null, null, null);
        } catch (IOException failure) {
            throw new LauncherException("The demo's state in " + file + " cannot be read: begin anew with --fresh",
                    failure);
        }
    }

    DemoState keptIn(Path file) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.write(fresh, JSON.writeValueAsBytes(this));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return this;
        } catch (IOException failure) {
            throw new LauncherException("The demo's state cannot be kept: " + failure.getMessage(), failure);
        }
    }

    DemoState withHubspot(String account) {
        return new DemoState(account, salesforceAccount, connection, tour);
    }

    DemoState withSalesforce(String account) {
        return new DemoState(hubspotAccount, account, connection, tour);
    }

    DemoState withConnection(String id) {
        return new DemoState(hubspotAccount, salesforceAccount, id, tour);
    }

    DemoState withTour(TourContact contact) {
        return new DemoState(hubspotAccount, salesforceAccount, connection, contact);
    }
}
