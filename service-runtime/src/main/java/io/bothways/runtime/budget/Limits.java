package io.bothways.runtime.budget;

import io.bothways.connector.ConnectorDescriptor;
import io.bothways.connector.descriptor.Budget;
import io.bothways.runtime.registry.Account;
import io.bothways.runtime.registry.AccountSettings;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The limits of a connector as an account has them: by the vendor's identity, with the tenant's sizes and shares. */
final class Limits {
    private static final String AT_ONCE = "at once";
    private static final Span OPEN = new Span.Rolling(Duration.ZERO);

    private Limits() {}

    /** What every row's key of the account begins with: two accounts on one portal share one. */
    static String prefix(Account account) {
        return prefix(account.connector(), account.identity(), account.id().value());
    }

    /** @param identity the vendor's, empty where it is not known yet */
    static String prefix(String connector, String identity, String account) {
        return connector + "/" + (identity.isEmpty() ? account : identity) + "/";
    }

    /** What a call of the operation is charged to; limits of all calls first, and of these the quickest. */
    static List<Charge> of(Account account, ConnectorDescriptor descriptor, String operation) {
        List<Charge> general = new ArrayList<>();
        List<Charge> special = new ArrayList<>();
        for (Budget budget : descriptor.limits().budgets()) {
            if (budget.covers(operation)) {
                long tokens = account.settings().budgets().getOrDefault(budget.name(), budget.tokens());
                Limit limit = limit(account, budget.name(), tokens, span(budget));
                (budget.endpoint().isEmpty() ? general : special)
                        .add(new Charge(limit, Math.min(limit.most(), budget.cost(operation))));
            }
        }
        general.sort(Comparator.comparing(charge -> charge.limit().span().length()));
        general.add(new Charge(limit(account, AT_ONCE, descriptor.limits().concurrentCalls(), OPEN), 1));
        descriptor.limits().concurrentByEndpoint().forEach((endpoint, calls) -> {
            if (operation.startsWith(endpoint)) {
                special.add(new Charge(limit(account, AT_ONCE + " " + endpoint, calls, OPEN), 1));
            }
        });
        general.addAll(special);
        return general;
    }

    private static Limit limit(Account account, String name, long tokens, Span span) {
        // Calls at once are nobody else's: a share of ten would be kept from no one.
        AccountSettings settings = account.settings();
        int reserve = span.equals(OPEN) ? 0 : settings.reserve();
        return Limit.of(prefix(account) + name, name, tokens, span, settings.ceiling(), reserve);
    }

    /** A window from the first call on is bounded by one that rolls: any window of its length holds as many at most. */
    private static Span span(Budget budget) {
        return switch (budget.reset()) {
            case Budget.Reset.Rolling rolling -> new Span.Rolling(budget.window());
            case Budget.Reset.FromFirstCall first -> new Span.Rolling(budget.window());
            // Without a zone any day may be the app's: only a window that rolls holds in every one of them.
            case Budget.Reset.Midnight(Optional<ZoneId> zone) ->
                zone.<Span>map(Span.Day::new).orElseGet(() -> new Span.Rolling(budget.window()));
        };
    }
}
