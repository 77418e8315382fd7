package io.bothways.connector.webhook;

import io.bothways.connector.Ability;
import java.net.URI;
import java.util.Set;

/** Asks the app to send pushes. Apps where a person sets them up do not have it. */
public interface WebhookSubscriptions extends Ability {
    /**
     * Makes the app push what happens to records of {@code types} to {@code address}, and nothing of other types there.
     * May be repeated: it looks at what there is and changes only the difference.
     *
     * @param secret what the app is to prove its pushes with, where the app lets it be chosen
     */
    Subscribed subscribe(URI address, String secret, Set<String> types);

    /** Ends all pushes to {@code address}; those to other addresses stay. May be repeated. */
    void unsubscribe(URI address);

    /**
     * @param types that are pushed now; one that the app cannot push is left out
     * @param secret what pushes are proven with from now on
     */
    record Subscribed(Set<String> types, String secret) {
        public Subscribed {
            types = Set.copyOf(types);
        }

        @Override
        public String toString() {
            return "Subscribed[" + types + "]";
        }
    }
}
