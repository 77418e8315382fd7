package io.bothways.webhook.pending;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.TenantId;

/** One object type of one account: hints of one are read together. */
public record HintedType(TenantId tenant, AccountId account, String type) {}
