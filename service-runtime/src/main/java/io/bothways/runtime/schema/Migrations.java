package io.bothways.runtime.schema;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.annotation.Priority;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;

/** Brings the database to this version's schema before channels and schedulers start. Safe when services start at once. */
@ApplicationScoped
public class Migrations {
    /** Shorter than anybody waits for a service that starts; who gives up is started again. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final DataSource database;
    private final Optional<String> ownSchema;

    Migrations(DataSource database, @ConfigProperty(name = "bothways.schema") Optional<String> ownSchema) {
        this.database = database;
        this.ownSchema = ownSchema;
    }

    void beforeAnythingElse(@Observes @Priority(1) StartupEvent event) {
        DatabaseWait wait = new DatabaseWait(InstantSource.system(), LONGEST_WAIT, Migrations::pause);
        wait.run(() -> migrate("registry"));
        ownSchema.ifPresent(schema -> wait.run(() -> migrate(schema)));
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the service is stopped while it starts", stopped);
        }
    }

    private void migrate(String schema) {
        Flyway.configure(Thread.currentThread().getContextClassLoader())
                .dataSource(database)
                .schemas(schema)
                .locations("db/" + schema)
                .createSchemas(true)
                // Five services start together; the lock of the schema history serialises them.
                .lockRetryCount(60)
                .load()
                .migrate();
    }
}
