package io.bothways.runtime.registry;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.TenantId;
import java.net.URI;

/**
 * One connected app instance, as the registry holds it.
 *
 * @param connector the connector's id
 * @param identity the vendor's own identity of the account, empty until it was checked
 * @param webhookKey the unguessable part of its webhook address
 * @param credentials encrypted, see {@link CredentialVault}
 * @param webhookSecret encrypted; empty where it has none
 */
public record Account(
        TenantId tenant,
        AccountId id,
        String connector,
        String name,
        URI baseUri,
        State state,
        String identity,
        String webhookKey,
        AccountSettings settings,
        byte[] credentials,
        byte[] webhookSecret,
        long revision) {

    /** How far an account is usable. */
    public enum State {
        /** Created; credentials not proven. */
        CONNECTING,
        CONNECTED,
        /** Credentials were refused; a person has to mend them. */
        NEEDS_RECONNECT,
        PAUSED
    }

    @Override
    public String toString() {
        return "Account[" + id + ", " + connector + ", " + state + "]";
    }
}
