package io.bothways.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bothways.connector.Ability;
import io.bothways.connector.Connector;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.DeletionSource;
import io.bothways.connector.read.KeyLookup;
import io.bothways.connector.read.RecordCount;
import io.bothways.connector.read.RecordListing;
import io.bothways.connector.read.RecordReader;
import io.bothways.connector.read.SchemaReader;
import io.bothways.connector.webhook.WebhookSource;
import io.bothways.connector.webhook.WebhookSubscriptions;
import io.bothways.connector.write.RecordDeletion;
import io.bothways.connector.write.RecordRelations;
import io.bothways.connector.write.RecordRestore;
import io.bothways.connector.write.RecordUpsert;
import io.bothways.connector.write.RecordWriter;
import io.bothways.simulator.kit.SimulatorOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is declared is what is there. */
abstract class DescriptorSuite extends Suite {
    private static final List<Class<? extends Ability>> ABILITIES = List.of(
            SchemaReader.class,
            RecordListing.class,
            ChangeSource.class,
            RecordReader.class,
            KeyLookup.class,
            RecordCount.class,
            DeletionSource.class,
            RecordWriter.class,
            RecordUpsert.class,
            RecordDeletion.class,
            RecordRestore.class,
            RecordRelations.class,
            WebhookSource.class,
            WebhookSubscriptions.class);

    DescriptorSuite(ConnectorTck tck) {
        super(tck);
    }

    @Test
    void anAccountHasExactlyTheAbilitiesThatAreDeclared() {
        Connector connector = account(SimulatorOptions.defaults()).app().connector();

        assertThat(connector.abilities().types()).containsExactlyInAnyOrderElementsOf(descriptor().abilities());
    }

    @Test
    void anAbilityThatIsNotDeclaredIsAbsentAndEndsAsARefusalWithACodeOfItsOwn() {
        Connector connector = account(SimulatorOptions.defaults()).app().connector();

        assertThat(ABILITIES).allSatisfy(ability -> {
            if (!descriptor().has(ability)) {
                assertThat(connector.ability(ability)).isEmpty();
                assertThatThrownBy(() -> connector.need(ability))
                        .isInstanceOfSatisfying(ConnectorException.class, refused -> assertThat(
                                        refused.failure().code())
                                .isEqualTo(FailureCodes.ABILITY_MISSING));
            }
        });
    }

    @Test
    void everyAppCanBeListedReadAndWritten() {
        assertThat(descriptor().abilities())
                .contains(SchemaReader.class, RecordListing.class, RecordReader.class, RecordWriter.class);
    }

    @Test
    void theDescriptorIsAlwaysTheSameAndSaysHowToBeLetIn() {
        assertThat(tck.apps.connectors().get(subject().connector()).descriptor()).isEqualTo(descriptor());
        assertThat(descriptor().credentials()).isNotEmpty().doesNotContain(List.of());
        assertThat(descriptor().api().baseUri()).startsWith("https://");
        assertThat(descriptor().limits().budgets())
                .as("a real app has a limit; say the usual one, accounts may set another")
                .isNotEmpty();
    }

    @Test
    void theTestedCredentialsAreOneOfTheDeclaredSets() {
        var given = subject().credentials(account(SimulatorOptions.defaults()).startLine()).keySet();

        assertThat(descriptor().credentials()).anySatisfy(members -> assertThat(given).containsAll(members));
    }
}
