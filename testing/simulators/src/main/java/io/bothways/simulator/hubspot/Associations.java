package io.bothways.simulator.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.ObjectType;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which contacts, deals and tickets belong to which companies. One company of a record may be its primary one: the
 * first that it gets, or the one said to be. A change moves the record's stamp and the property that shows its company.
 */
final class Associations {
    private final RecordStore store;
    private final Listener listener;
    private final Map<String, Set<String>> companiesOf = new HashMap<>();
    private final Map<String, Set<String>> contactsOf = new HashMap<>();

    /** Is told of each association made or removed. */
    interface Listener {
        void changed(StoredRecord contact, StoredRecord company, boolean removed, boolean primary, Editor editor);
    }

    Associations(RecordStore store, Listener listener) {
        this.store = store;
        this.listener = listener;
    }

    /** The ids of a contact's companies, the order of their association. */
    Set<String> companiesOf(String contactId) {
        return companiesOf.getOrDefault(contactId, Collections.emptySet());
    }

    Set<String> contactsOf(String companyId) {
        return contactsOf.getOrDefault(companyId, Collections.emptySet());
    }

    @Nullable String primaryOf(StoredRecord contact) {
        return contact.text(HubSpotSchema.employer(contact.type()));
    }

    /** Associates, as the primary company if said so or if the contact has none. */
    void associate(StoredRecord contact, StoredRecord company, boolean asPrimary, Editor editor) {
        boolean added = add(contact.id(), company.id());
        boolean primary = asPrimary || primaryOf(contact) == null;
        boolean promoted = primary && !company.id().equals(primaryOf(contact));
        if (promoted) {
            store.write(contact, employedBy(contact, company.id()), editor);
        } else if (added) {
            store.touch(contact, editor);
        }
        if (added || promoted) {
            listener.changed(contact, company, false, primary, editor);
        }
    }

    void dissociate(StoredRecord contact, StoredRecord company, Editor editor) {
        if (!companiesOf(contact.id()).contains(company.id())) {
            return;
        }
        remove(contact.id(), company.id());
        boolean primary = company.id().equals(primaryOf(contact));
        if (primary) {
            store.write(contact, employedBy(contact, null), editor);
        } else {
            store.touch(contact, editor);
        }
        listener.changed(contact, company, true, primary, editor);
    }

    /** Takes the primary label away; the companies stay associated. */
    void unsetPrimary(StoredRecord contact, StoredRecord company, Editor editor) {
        if (company.id().equals(primaryOf(contact))) {
            store.write(contact, employedBy(contact, null), editor);
        }
    }

    /** Replaces the primary company as a person does on the page: the former one is no longer associated. */
    void replacePrimary(StoredRecord contact, @Nullable StoredRecord company, Editor editor) {
        String former = primaryOf(contact);
        if (former != null && (company == null || !former.equals(company.id()))) {
            StoredRecord left = Objects.requireNonNull(store.get(HubSpotSchema.COMPANY_TYPE, former));
            dissociate(contact, left, editor);
        }
        if (company != null) {
            associate(contact, company, true, editor);
        }
    }

    /** An association that was there before the simulator started. */
    void seed(StoredRecord contact, StoredRecord company) {
        add(contact.id(), company.id());
        store.complete(contact, employedBy(contact, company.id()));
    }

    /** A record is archived: what was associated with it is no longer. */
    void forget(StoredRecord record, Editor editor) {
        if (record.type() != HubSpotSchema.COMPANY_TYPE) {
            for (String company : List.copyOf(companiesOf(record.id()))) {
                remove(record.id(), company);
            }
        } else {
            for (StoredRecord contact : contacts(record)) {
                dissociate(contact, record, editor);
            }
        }
    }

    /** The survivor of a merge takes over the associations of the record merged away. */
    void handOver(StoredRecord loser, StoredRecord survivor, Editor editor) {
        if (loser.type() != HubSpotSchema.COMPANY_TYPE) {
            for (String id : List.copyOf(companiesOf(loser.id()))) {
                remove(loser.id(), id);
                associate(survivor, Objects.requireNonNull(store.get(HubSpotSchema.COMPANY_TYPE, id)), false, editor);
            }
        } else {
            for (StoredRecord contact : contacts(loser)) {
                boolean primary = loser.id().equals(primaryOf(contact));
                remove(contact.id(), loser.id());
                associate(contact, survivor, primary, editor);
            }
        }
    }

    JsonNode save() {
        ObjectNode saved = Json.object();
        companiesOf.forEach((contact, companies) -> {
            ArrayNode list = saved.putArray(contact);
            companies.forEach(list::add);
        });
        return saved;
    }

    void load(JsonNode saved) {
        saved.properties().forEach(contact ->
                contact.getValue().forEach(company -> add(contact.getKey(), company.asText())));
    }

    /** The association types of a pair, seen from the contact, deal or ticket, or from the company. */
    ArrayNode types(StoredRecord contact, String companyId, boolean fromContact) {
        ArrayNode types = Json.array();
        if (companyId.equals(primaryOf(contact))) {
            types.addObject().put("category", "HUBSPOT_DEFINED").put("typeId", primaryId(contact.type(), fromContact))
                    .put("label", "Primary");
        }
        types.addObject().put("category", "HUBSPOT_DEFINED")
                .put("typeId", unlabelledId(contact.type(), fromContact)).putNull("label");
        return types;
    }

    /** A record that belongs to companies, of whichever type; ids are unique over all types. */
    StoredRecord member(String id) {
        for (ObjectType type : HubSpotSchema.APP.types()) {
            StoredRecord found = HubSpotSchema.ofCompanies(type) ? store.get(type, id) : null;
            if (found != null) {
                return found;
            }
        }
        throw new IllegalStateException("no record " + id);
    }

    /** HubSpot's number for the primary company; its table of association type ids has no rule in it. */
    static int primaryId(ObjectType type, boolean toCompany) {
        return switch (type.name()) {
            case "deals" -> toCompany ? 5 : 6;
            case "tickets" -> toCompany ? 26 : 25;
            default -> toCompany ? 1 : 2;
        };
    }

    static int unlabelledId(ObjectType type, boolean toCompany) {
        return switch (type.name()) {
            case "deals" -> toCompany ? 341 : 342;
            case "tickets" -> toCompany ? 339 : 340;
            default -> toCompany ? 279 : 280;
        };
    }

    /** Whether one of the association types that a call names is the primary one; {@code null} if one is neither. */
    static @Nullable Boolean primary(ObjectType type, boolean toCompany, JsonNode specs) {
        boolean primary = false;
        for (JsonNode spec : specs) {
            int id = spec.path("associationTypeId").asInt();
            if (id != primaryId(type, toCompany) && id != unlabelledId(type, toCompany)) {
                return null;
            }
            primary |= id == primaryId(type, toCompany);
        }
        return primary;
    }

    private static Map<String, @Nullable Object> employedBy(StoredRecord contact, @Nullable String company) {
        return Collections.singletonMap(HubSpotSchema.employer(contact.type()), company);
    }

    private List<StoredRecord> contacts(StoredRecord company) {
        List<StoredRecord> contacts = new ArrayList<>();
        contactsOf(company.id()).forEach(id -> contacts.add(member(id)));
        return contacts;
    }

    private boolean add(String contactId, String companyId) {
        contactsOf.computeIfAbsent(companyId, id -> new LinkedHashSet<>()).add(contactId);
        return companiesOf.computeIfAbsent(contactId, id -> new LinkedHashSet<>()).add(companyId);
    }

    private void remove(String contactId, String companyId) {
        companiesOf.computeIfPresent(contactId, (id, companies) -> without(companies, companyId));
        contactsOf.computeIfPresent(companyId, (id, contacts) -> without(contacts, contactId));
    }

    private static @Nullable Set<String> without(Set<String> all, String one) {
        all.remove(one);
        return all.isEmpty() ? null : all;
    }
}
