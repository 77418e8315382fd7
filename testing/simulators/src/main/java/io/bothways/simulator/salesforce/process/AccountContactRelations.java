package io.bothways.simulator.salesforce.process;

import io.bothways.simulator.kit.store.Change;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.ObjectType;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.salesforce.records.SalesforceRules;
import io.bothways.simulator.salesforce.schema.Organization;
import io.bothways.simulator.salesforce.schema.SalesTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The accounts to which a contact is related. Exactly one relationship is direct, that with the account of the contact;
 * the organization makes it by itself. A contact that changes its account keeps the former one as an indirect
 * relationship; one that loses it loses the direct relationship.
 */
public final class AccountContactRelations {
    private static final String ACCOUNT = "AccountId";
    private static final String CONTACT = "ContactId";
    private static final String DIRECT = "IsDirect";

    private final RecordStore store;
    private final ObjectType relations;
    private final ObjectType contacts;
    private final ObjectType accounts;
    private final Map<String, List<StoredRecord>> byContact = new HashMap<>();

    public AccountContactRelations(RecordStore store) {
        this.store = store;
        this.relations = SalesforceRules.kitType(store, SalesTypes.ACCOUNT_CONTACT_RELATION);
        this.contacts = SalesforceRules.kitType(store, Organization.CONTACT);
        this.accounts = SalesforceRules.kitType(store, Organization.ACCOUNT);
    }

    /** To be called once all records of a start are there. */
    public void start() {
        store.records(relations).values().stream().filter(relation -> !relation.deleted()).forEach(this::remember);
        store.records(contacts).values().stream().filter(contact -> !contact.deleted()).forEach(this::follow);
        store.listen(this::changed);
    }

    private void changed(Change change) {
        StoredRecord record = change.record();
        if (record.type() == contacts) {
            contactChanged(change);
        } else if (record.type() == relations) {
            relationChanged(change);
        } else if (record.type() == accounts && change.kind() == Change.Kind.DELETED) {
            live().filter(relation -> record.id().equals(relation.field(ACCOUNT))).toList()
                    .forEach(relation -> store.delete(relation, change.editor()));
        }
    }

    private void contactChanged(Change change) {
        StoredRecord contact = change.record();
        switch (change.kind()) {
            case CREATED, RESTORED -> follow(contact);
            case UPDATED -> {
                if (change.after().containsKey(ACCOUNT)) {
                    follow(contact);
                }
            }
            case DELETED -> List.copyOf(of(contact)).forEach(relation -> store.delete(relation, change.editor()));
            case TOUCHED, COMBINED -> { }
        }
    }

    private void relationChanged(Change change) {
        StoredRecord relation = change.record();
        switch (change.kind()) {
            case CREATED, RESTORED -> remember(relation);
            case DELETED -> forget(relation);
            case UPDATED, TOUCHED, COMBINED -> { }
        }
    }

    /** Makes the relationships agree with the account that the contact says. */
    private void follow(StoredRecord contact) {
        String account = contact.text(ACCOUNT);
        for (StoredRecord relation : List.copyOf(of(contact))) {
            boolean direct = relation.field(ACCOUNT).equals(account);
            if (!direct && account == null && isDirect(relation)) {
                store.delete(relation, Editor.AUTOMATION);
            } else if (direct != isDirect(relation)) {
                store.write(relation, Map.of(DIRECT, direct), Editor.AUTOMATION);
            }
        }
        if (account != null && relation(contact, account).isEmpty()) {
            Map<String, @Nullable Object> fields = new HashMap<>();
            fields.put(ACCOUNT, account);
            fields.put(CONTACT, contact.id());
            // Part of the contact's own save: nobody is told of it.
            StoredRecord made = store.seed(relations, fields, store.now(), store.now());
            store.complete(made, Map.of(DIRECT, true));
            remember(made);
        }
    }

    /** Moves the relationships of a contact that is merged away; what the winner has already goes. */
    void moveContact(StoredRecord from, StoredRecord to) {
        for (StoredRecord relation : List.copyOf(of(from))) {
            forget(relation);
            if (relation(to, String.valueOf(relation.field(ACCOUNT))).isPresent()) {
                store.delete(relation, Editor.AUTOMATION);
            } else {
                store.complete(relation, Map.of(CONTACT, to.id()));
                remember(relation);
            }
        }
        follow(to);
    }

    /** Moves the relationships with an account that is merged away; the contacts themselves have been moved before. */
    void moveAccount(StoredRecord from, StoredRecord to) {
        for (StoredRecord relation : live().filter(each -> from.id().equals(each.field(ACCOUNT))).toList()) {
            StoredRecord contact = store.live(contacts, String.valueOf(relation.field(CONTACT)));
            if (contact == null || relation(contact, to.id()).isPresent()) {
                store.delete(relation, Editor.AUTOMATION);
            } else {
                store.complete(relation, Map.of(ACCOUNT, to.id()));
            }
            if (contact != null) {
                follow(contact);
            }
        }
    }

    private Stream<StoredRecord> live() {
        return store.records(relations).values().stream().filter(relation -> !relation.deleted());
    }

    private Optional<StoredRecord> relation(StoredRecord contact, String account) {
        return of(contact).stream().filter(relation -> account.equals(relation.field(ACCOUNT))).findFirst();
    }

    private static boolean isDirect(StoredRecord relation) {
        return Boolean.TRUE.equals(relation.field(DIRECT));
    }

    private List<StoredRecord> of(StoredRecord contact) {
        return byContact.getOrDefault(contact.id(), List.of());
    }

    private void remember(StoredRecord relation) {
        byContact.computeIfAbsent(String.valueOf(relation.field(CONTACT)), contact -> new ArrayList<>(2))
                .add(relation);
    }

    private void forget(StoredRecord relation) {
        List<StoredRecord> others = byContact.get(String.valueOf(relation.field(CONTACT)));
        if (others != null) {
            others.remove(relation);
        }
    }
}
