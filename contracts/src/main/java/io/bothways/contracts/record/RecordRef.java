package io.bothways.contracts.record;

import io.bothways.contracts.AccountId;

/**
 * One record of one account.
 *
 * @param account the account that holds it
 * @param type the app's own name of the object type, for example {@code contacts} or {@code Contact}
 * @param id the app's own id, in its canonical form (Salesforce: 18 characters)
 */
public record RecordRef(AccountId account, String type, String id) implements Comparable<RecordRef> {
    /** Spreads the hashes of ids that are numbers: as they are, their low bits are nearly all the same. */
    private static final int SPREAD = 0x9E3779B9;

    public RecordRef {
        if (type.isBlank() || id.isBlank()) {
            throw new IllegalArgumentException("a record has a type and an id");
        }
    }

    /** The Kafka key: changes of one record stay in order. */
    public String key() {
        return account.value() + "/" + type + "/" + id;
    }

    // A record is looked up by this many times per change: its id alone tells nearly all of them apart.
    @Override
    public int hashCode() {
        return id.hashCode() * SPREAD;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordRef(AccountId otherAccount, String otherType, String otherId)
                && id.equals(otherId) && type.equals(otherType) && account.value().equals(otherAccount.value());
    }

    /** The order in which locks are taken. */
    @Override
    public int compareTo(RecordRef other) {
        int byAccount = account.value().compareTo(other.account.value());
        if (byAccount != 0) {
            return byAccount;
        }
        int byType = type.compareTo(other.type);
        return byType != 0 ? byType : id.compareTo(other.id);
    }
}
