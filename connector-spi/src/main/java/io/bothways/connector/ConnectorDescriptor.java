package io.bothways.connector;

import io.bothways.connector.descriptor.Api;
import io.bothways.connector.descriptor.Deletions;
import io.bothways.connector.descriptor.Deletions.Source;
import io.bothways.connector.descriptor.Horizons;
import io.bothways.connector.descriptor.Limits;
import io.bothways.connector.descriptor.Pushes;
import io.bothways.connector.descriptor.Reading;
import io.bothways.connector.descriptor.Writing;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.DeletionSource;
import io.bothways.connector.webhook.WebhookSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an app can do, in values rather than yes or no; known without an account.
 *
 * @param id stable name, for example the vendor's in lower case
 * @param label what people see
 * @param products the app's products that this connector serves, for reports only; empty where it is one
 * @param credentials the credential members that an account needs; one of the lists must be complete
 * @param pushes empty where the app does not push
 * @param abilities the same as every {@link Connector#abilities} of this app
 */
public record ConnectorDescriptor(
        String id,
        String label,
        List<String> products,
        Api api,
        List<List<String>> credentials,
        Reading reading,
        Writing writing,
        Deletions deletions,
        Optional<Pushes> pushes,
        Limits limits,
        Horizons horizons,
        Set<Class<? extends Ability>> abilities) {
    /** @throws IllegalArgumentException if the values and the abilities contradict each other */
    public ConnectorDescriptor {
        products = List.copyOf(products);
        credentials = List.copyOf(credentials);
        abilities = Set.copyOf(abilities);
        agree(abilities, ChangeSource.class, reading.changes().isPresent());
        agree(abilities, WebhookSource.class, pushes.isPresent());
        agree(abilities, DeletionSource.class, deletions.has(Source.FEED));
        if (deletions.has(Source.CHANGES) && reading.changes().isEmpty()) {
            throw new IllegalArgumentException("an app without an incremental query tells no deletions in it");
        }
    }

    private static void agree(Set<Class<? extends Ability>> abilities, Class<? extends Ability> type, boolean valued) {
        if (abilities.contains(type) != valued) {
            throw new IllegalArgumentException("the descriptor " + (valued ? "describes " : "has no values for ")
                    + type.getSimpleName() + ", its abilities say otherwise");
        }
    }

    /** Whether accounts of this app have the ability. */
    public boolean has(Class<? extends Ability> ability) {
        return abilities.contains(ability);
    }

    /** Begins a description; what is not said stays at the most modest value. */
    public static Description of(String id, String label) {
        return new Description(id, label);
    }

    /** A description in the making. */
    public static final class Description {
        private final String id;
        private final String label;
        private List<String> products = List.of();
        private Api api = Api.of("1", "");
        private List<List<String>> credentials = List.of();
        private Reading reading = Reading.of(1, 1);
        private Writing writing = Writing.single();
        private Deletions deletions = Deletions.bySweep();
        private Optional<Pushes> pushes = Optional.empty();
        private Limits limits = Limits.of(1);
        private Horizons horizons = Horizons.of(Duration.ofSeconds(30));

        private Description(String id, String label) {
            this.id = id;
            this.label = label;
        }

        public Description products(String... names) {
            products = List.of(names);
            return this;
        }

        public Description api(Api version) {
            api = version;
            return this;
        }

        /** One of the ways to be let in: all of these members. */
        public Description credentials(String... members) {
            credentials = new java.util.ArrayList<>(credentials);
            credentials.add(List.of(members));
            return this;
        }

        public Description reading(Reading values) {
            reading = values;
            return this;
        }

        public Description writing(Writing values) {
            writing = values;
            return this;
        }

        public Description deletions(Deletions values) {
            deletions = values;
            return this;
        }

        public Description pushes(Pushes values) {
            pushes = Optional.of(values);
            return this;
        }

        public Description limits(Limits values) {
            limits = values;
            return this;
        }

        public Description horizons(Horizons values) {
            horizons = values;
            return this;
        }

        /** Ends the description with what the app can do. */
        public ConnectorDescriptor abilities(Set<Class<? extends Ability>> types) {
            return new ConnectorDescriptor(
                    id, label, products, api, credentials, reading, writing, deletions, pushes, limits, horizons,
                    types);
        }
    }
}
