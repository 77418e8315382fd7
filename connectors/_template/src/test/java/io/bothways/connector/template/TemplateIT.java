package io.bothways.connector.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.Page;
import io.bothways.connector.read.RecordListing;
import io.bothways.runtime.calls.App;
import io.bothways.runtime.calls.Apps;
import io.bothways.runtime.registry.CredentialVault;
import io.bothways.simulator.kit.SimulatorOptions;
import io.bothways.tck.Trial;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Habits of this app that the conformance kit does not know of: each quirk of the README has a test. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class TemplateIT {
    @Inject
    Apps apps;

    @Inject
    CredentialVault vault;

    @Test
    void noRecordIsSkippedWhereOthersAreDeletedBetweenTwoPages() {
        TemplateSubject subject = new TemplateSubject();
        try (Trial trial = new Trial(subject, SimulatorOptions.defaults().withContacts(250), apps, vault)) {
            App app = trial.warm();
            Set<String> seen = new HashSet<>();
            Set<String> deleted = new HashSet<>();
            Optional<Cursor> next = Optional.empty();
            do {
                Optional<Cursor> from = next;
                Page page = app.call(connector ->
                                connector.need(RecordListing.class).list("contacts", Set.of("email"), from))
                        .value();
                page.records().stream().map(SourceRecord::id).forEach(seen::add);
                if (deleted.isEmpty()) {
                    page.records().stream().map(SourceRecord::id).limit(7).forEach(deleted::add);
                    deleted.forEach(id -> trial.remove(subject.person(), id));
                }
                next = page.next();
            } while (next.isPresent());

            assertThat(seen).hasSize(250);
        }
    }
}
