package io.bothways.runtime.schema;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.annotation.Priority;
import io.quarkus.runtime.StartupEvent;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;

/** Brings the database to this version's schema before channels and schedulers start. Safe when services start at once. */
@ApplicationScoped
public class Migrations {
    private final DataSource database;
    private final Optional<String> ownSchema;

    Migrations(DataSource database, @ConfigProperty(name = "bothways.schema") Optional<String> ownSchema) {
        this.database = database;
        this.ownSchema = ownSchema;
    }

    void beforeAnythingElse(@Observes @Priority(1) StartupEvent event) {
        migrate("registry");
        ownSchema.ifPresent(this::migrate);
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
