package io.bothways.poller.account;

import io.bothways.connector.read.ChangeSource;
import io.bothways.contracts.AccountId;
import io.bothways.contracts.Side;
import io.bothways.poller.PolledType;
import io.bothways.runtime.calls.App;
import io.bothways.runtime.calls.Apps;
import io.bothways.runtime.registry.Account;
import io.bothways.runtime.registry.Registry;
import io.bothways.runtime.registry.Registry.ConnectionEntry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Which accounts are polled for what, as the registry has it. */
@ApplicationScoped
public class PolledAccounts {
    private final Registry registry;
    private final Apps apps;

    PolledAccounts(Registry registry, Apps apps) {
        this.registry = registry;
        this.apps = apps;
    }

    /** Every type of every connected account that some connection keeps in step. */
    public Set<PolledType> all() {
        Set<PolledType> all = new LinkedHashSet<>();
        for (ConnectionEntry entry : registry.connections()) {
            for (Side side : Side.values()) {
                AccountId id = entry.configuration().account(side);
                registry.account(id)
                        .filter(PolledAccounts::isConnected)
                        .ifPresent(account -> entry.configuration().objects().forEach(
                                sync -> all.add(new PolledType(account.tenant(), id, sync.type(side)))));
            }
        }
        return all;
    }

    public Optional<Account> account(AccountId id) {
        return registry.account(id);
    }

    /** Where a piece of scheduled work belongs to; empty where nobody polls it any more. */
    public Optional<PolledType> named(String key) {
        int slash = key.indexOf('/');
        String type = key.substring(slash + 1);
        return registry.account(new AccountId(key.substring(0, slash)))
                .map(account -> new PolledType(account.tenant(), account.id(), type));
    }

    /** The account's app, if it may be called for this type now. */
    public Optional<App> open(PolledType type) {
        return registry.account(type.account())
                .filter(PolledAccounts::isConnected)
                .filter(account -> account.tenant().equals(type.tenant()))
                .filter(account -> isMapped(type))
                .flatMap(apps::open);
    }

    /** The account's app whatever its state. */
    public Optional<App> openAnyway(AccountId id) {
        return apps.open(id);
    }

    /** The account's app cannot be asked what has changed. */
    public boolean onlyPushes(AccountId id) {
        return apps.open(id).filter(app -> !app.descriptor().has(ChangeSource.class)).isPresent();
    }

    /** How often the account itself wants to be polled. */
    public Optional<Duration> ownInterval(PolledType type) {
        return registry.account(type.account()).flatMap(account -> account.settings().pollInterval());
    }

    public Set<String> fields(PolledType type) {
        return registry.fieldsToRead(type.account(), type.type());
    }

    /** Whether somebody wants the type read. Work may be about a connection that is newer than our copy of the registry. */
    public boolean isMapped(PolledType type) {
        if (!inCopy(type)) {
            registry.refresh();
        }
        return inCopy(type);
    }

    private boolean inCopy(PolledType type) {
        return registry.typesToRead(type.account()).contains(type.type());
    }

    public void refresh() {
        registry.refresh();
    }

    public static boolean isConnected(Account account) {
        return account.state() == Account.State.CONNECTED;
    }
}
