package io.bothways.poller.push;

import io.bothways.connector.ConnectorDescriptor;
import io.bothways.connector.ConnectorProvider;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.webhook.WebhookSubscriptions;
import io.bothways.connector.webhook.WebhookSubscriptions.Subscribed;
import io.bothways.contracts.AccountId;
import io.bothways.contracts.Cause;
import io.bothways.contracts.event.Activity;
import io.bothways.contracts.write.Failure;
import io.bothways.poller.PollConfig;
import io.bothways.poller.account.PolledAccounts;
import io.bothways.poller.account.Troubles;
import io.bothways.poller.publish.Teller;
import io.bothways.poller.push.SubscriptionStore.Kept;
import io.bothways.poller.push.SubscriptionStore.Subscription;
import io.bothways.poller.schedule.Next;
import io.bothways.poller.schedule.Schedules;
import io.bothways.runtime.calls.App;
import io.bothways.runtime.calls.Apps;
import io.bothways.runtime.registry.Account;
import io.bothways.runtime.registry.Registry;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Asks apps that let us to push what happens to the types that are kept in step: when an account is connected, when the
 * types or the account's secret change, and now and then, because an app may drop a subscription without a word. Polls
 * go on whatever comes of it.
 */
@ApplicationScoped
public class Subscriptions {
    private final Registry registry;
    private final PolledAccounts accounts;
    private final SubscriptionStore store;
    private final Troubles troubles;
    private final Teller teller;
    private final PollConfig config;
    private final Clock clock;
    private final Set<String> connectors;
    private final Map<AccountId, Wanted> followed = new HashMap<>();

    /** @param secret the encrypted one */
    private record Wanted(String state, Set<String> types, int secret) {}

    Subscriptions(
            Registry registry,
            Apps apps,
            PolledAccounts accounts,
            SubscriptionStore store,
            Troubles troubles,
            Teller teller,
            PollConfig config,
            Clock clock) {
        this.registry = registry;
        this.accounts = accounts;
        this.store = store;
        this.troubles = troubles;
        this.teller = teller;
        this.config = config;
        this.clock = clock;
        this.connectors = apps.connectors().values().stream()
                .map(ConnectorProvider::descriptor)
                .filter(descriptor -> descriptor.has(WebhookSubscriptions.class))
                .map(ConnectorDescriptor::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Lets each account be subscribed now for which something of it has changed. */
    public void follow(Schedules schedules) {
        Instant now = clock.instant();
        Map<AccountId, Wanted> wanted = new HashMap<>();
        registry.accounts().stream()
                .filter(account -> connectors.contains(account.connector()))
                .forEach(account -> wanted.put(account.id(), wanted(account)));
        followed.keySet().retainAll(wanted.keySet());
        wanted.forEach((account, one) -> {
            boolean told = one.equals(followed.get(account))
                    || schedules.subscribe(account.value(), now)
                    || schedules.hastenSubscription(account.value(), now);
            if (told) {
                followed.put(account, one);
            }
        });
    }

    private Wanted wanted(Account account) {
        return new Wanted(
                account.state().name(), registry.typesToRead(account.id()), Arrays.hashCode(account.webhookSecret()));
    }

    /** Makes the app push what is wanted; may be repeated. */
    public Next subscribe(AccountId id) {
        Instant renewal = clock.instant().plus(config.subscriptionRenewal());
        Optional<App> opened = accounts.account(id)
                .filter(account -> connectors.contains(account.connector()))
                .filter(account -> PolledAccounts.isConnected(account) && reaches(account))
                .flatMap(account -> accounts.openAnyway(id));
        if (opened.isEmpty()) {
            return Next.at(renewal);
        }
        App app = opened.get();
        URI address = address(app.account());
        Optional<Kept> kept = store.find(app.account());
        Optional<Subscription> now = kept.map(Kept::subscription);
        SortedSet<String> types = registry.typesToRead(id);
        try {
            if (types.isEmpty()) {
                now.ifPresent(known -> end(app, address));
                return Next.at(renewal);
            }
            String secret = store.secret(app.account());
            Subscription wanted = new Subscription(address, types, SubscriptionStore.digest(secret), "");
            if (now.filter(wanted::equals).isPresent() && kept.get().renewAt().isAfter(clock.instant())) {
                return Next.at(kept.get().renewAt());
            }
            Subscribed subscribed = app.call(connector ->
                    connector.need(WebhookSubscriptions.class).subscribe(address, secret, types)).value();
            if (!subscribed.secret().equals(secret)) {
                store.keepSecret(app.account(), subscribed.secret());
            }
            store.put(app.account(), new Subscription(
                    address, types, SubscriptionStore.digest(subscribed.secret()), ""), renewal);
            if (now.filter(known -> known.types().equals(types) && known.failure().isEmpty()).isEmpty()) {
                tell(app.account(), subscribed.types(), List.of());
            }
            return Next.at(renewal);
        } catch (ConnectorException failed) {
            return failed(app.account(), new Subscription(address, types, "", failed.failure().code()), now, failed);
        }
    }

    private void end(App app, URI address) {
        app.call(connector -> {
            connector.need(WebhookSubscriptions.class).unsubscribe(address);
            return address;
        });
        store.remove(app.account());
        tell(app.account(), Set.of(), List.of());
    }

    /** Told once for as long as it fails with the same code. */
    private Next failed(
            Account account, Subscription unmade, Optional<Subscription> before, ConnectorException failed) {
        if (failed.kind() == FailureKind.RATE_LIMITED) {
            return Next.at(troubles.after(account, failed, 1));
        }
        Duration wait = config.subscriptionRenewal();
        store.put(account, unmade, clock.instant().plus(wait));
        if (before.filter(known -> known.failure().equals(unmade.failure())).isEmpty()) {
            tell(account, Set.of(), List.of(failed.failure()));
        }
        return Next.at(clock.instant().plus(wait));
    }

    private void tell(Account account, Set<String> types, List<Failure> failures) {
        teller.tell(new Activity.PushesArranged(
                teller.head(account, Cause.of(Cause.Kind.POLL)), List.copyOf(new TreeSet<>(types)), failures));
    }

    private URI address(Account account) {
        return URI.create(config.webhookUrl() + "/webhooks/" + account.webhookKey());
    }

    /** Nobody has told us our public address yet: an app elsewhere could not reach this machine's own. */
    private boolean reaches(Account account) {
        return !isLocal(URI.create(config.webhookUrl())) || isLocal(account.baseUri());
    }

    private static boolean isLocal(URI address) {
        String host = String.valueOf(address.getHost());
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }
}
