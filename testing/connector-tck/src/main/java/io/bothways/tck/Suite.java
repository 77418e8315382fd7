package io.bothways.tck;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bothways.connector.Ability;
import io.bothways.connector.ConnectorDescriptor;
import io.bothways.simulator.kit.SimulatorOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** What all suites share: the subject, its descriptor, and trials that end with the test. */
abstract class Suite {
    final ConnectorTck tck;
    private final List<Trial> trials = new ArrayList<>();

    Suite(ConnectorTck tck) {
        this.tck = tck;
    }

    @AfterEach
    void closeTheTrials() {
        trials.forEach(Trial::close);
        trials.clear();
    }

    Subject subject() {
        return tck.subject();
    }

    ConnectorDescriptor descriptor() {
        return tck.apps.connectors().get(subject().connector()).descriptor();
    }

    /** The type that the tests are about. */
    Sample person() {
        return subject().person();
    }

    /** An app without records. */
    Trial trial() {
        return trial(SimulatorOptions.defaults());
    }

    Trial trial(SimulatorOptions options) {
        return kept(new Trial(subject(), options, tck.apps, tck.vault));
    }

    /** An app that may hold anything: with these records where it can be made anew, else as it is. Only to be read. */
    Trial account(SimulatorOptions options) {
        return subject().address()
                .filter(address -> !Site.opensTrials(address))
                .map(address -> kept(new Trial(subject(), Site.asItIs(address), tck.apps, tck.vault)))
                .orElseGet(() -> trial(options));
    }

    private Trial kept(Trial trial) {
        trials.add(trial);
        return trial;
    }

    /** Leaves a test to the apps that can do that; that the others do not pretend to is {@link DescriptorSuite}'s. */
    void only(Class<? extends Ability> ability) {
        assumeTrue(descriptor().has(ability), () -> "the app has no " + ability.getSimpleName());
    }
}
