package io.bothways.runtime.calls;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bothways.contracts.AccountId;
import io.bothways.contracts.TenantId;
import io.bothways.runtime.registry.Account;
import io.bothways.runtime.registry.CredentialVault;
import java.util.Map;
import java.util.TreeMap;

/** What opens an account, by member name ({@code access_token}, {@code client_id}, …). Never printed. */
public record Credentials(Map<String, String> members) {
    private static final String PURPOSE = "credentials";
    private static final ObjectMapper JSON = new ObjectMapper();

    public Credentials {
        members = Map.copyOf(members);
    }

    public static Credentials of(Account account, CredentialVault vault) {
        return open(account, account.credentials(), vault);
    }

    /** Those of the account in the encrypted form that the registry holds now. */
    static Credentials open(Account account, byte[] locked, CredentialVault vault) {
        try {
            String json = vault.open(account.tenant(), account.id(), PURPOSE, locked);
            return new Credentials(JSON.readValue(json, new TypeReference<Map<String, String>>() {}));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("the credentials of account " + account.id() + " are no JSON object");
        }
    }

    public Credentials with(Map<String, String> renewed) {
        Map<String, String> all = new TreeMap<>(members);
        all.putAll(renewed);
        return new Credentials(all);
    }

    /** The encrypted form that the registry holds. */
    public byte[] locked(TenantId tenant, AccountId account, CredentialVault vault) {
        try {
            return vault.lock(tenant, account, PURPOSE, JSON.writeValueAsString(new TreeMap<>(members)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("strings can be written as JSON", impossible);
        }
    }

    @Override
    public String toString() {
        return "Credentials" + new TreeMap<>(members).keySet();
    }
}
