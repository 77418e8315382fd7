package io.bothways.contracts.configuration;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.Side;
import io.bothways.contracts.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * Two accounts and what is kept in step between them.
 *
 * @param version raised by every change; a command decided under an older version is decided again
 */
public record ConnectionConfiguration(
        TenantId tenant,
        ConnectionId connection,
        long version,
        AccountId accountA,
        AccountId accountB,
        List<ObjectSync> objects) {
    public ConnectionConfiguration {
        objects = List.copyOf(objects);
        if (accountA.equals(accountB)) {
            throw new IllegalArgumentException("a connection links two different accounts");
        }
    }

    public AccountId account(Side side) {
        return side == Side.A ? accountA : accountB;
    }

    public Optional<Side> sideOf(AccountId account) {
        if (account.equals(accountA)) {
            return Optional.of(Side.A);
        }
        return account.equals(accountB) ? Optional.of(Side.B) : Optional.empty();
    }

    public Optional<ObjectSync> object(String object) {
        return objects.stream().filter(sync -> sync.object().equals(object)).findFirst();
    }

    /** The object sync in which {@code side} holds records of {@code type}. */
    public Optional<ObjectSync> objectOf(Side side, String type) {
        return objects.stream().filter(sync -> sync.type(side).equals(type)).findFirst();
    }
}
