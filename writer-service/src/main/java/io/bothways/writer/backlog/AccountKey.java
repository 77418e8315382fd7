package io.bothways.writer.backlog;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.write.WriteCommand;

/** Whose queue it is. */
public record AccountKey(TenantId tenant, AccountId account) {
    public static AccountKey of(WriteCommand command) {
        return new AccountKey(
                command.head().message().tenant(), command.head().message().account());
    }

    @Override
    public String toString() {
        return tenant + "/" + account;
    }
}
