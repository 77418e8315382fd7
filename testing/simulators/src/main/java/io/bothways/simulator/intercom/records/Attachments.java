package io.bothways.simulator.intercom.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which contact is attached to which companies and carries which tags. */
public final class Attachments {
    /** The most companies of one contact. */
    public static final int MAX_COMPANIES = 1_000;
    private final RecordStore store;
    private final Map<String, Set<String>> companiesByContact = new LinkedHashMap<>();
    private final Map<String, Set<String>> contactsByCompany = new LinkedHashMap<>();
    private final Map<String, Set<String>> tagsByContact = new LinkedHashMap<>();
    private final Map<String, String> tagNames = new LinkedHashMap<>();
    private final Listener listener;

    /** Is told of attachments and detachments that somebody makes. */
    @FunctionalInterface
    public interface Listener {
        void changed(StoredRecord contact, StoredRecord company, boolean attached, Editor editor);
    }

    public Attachments(RecordStore store, Listener listener) {
        this.store = store;
        this.listener = listener;
        tagNames.put("80", "Newsletter");
        tagNames.put("81", "VIP");
    }

    /** Attaches without a stamp, as the records of the start are. */
    public void seed(StoredRecord contact, StoredRecord company) {
        put(contact.id(), company.id());
    }

    /** Attaching twice is the same as once. Intercom moves the contact's stamp when its companies change. */
    public void attach(StoredRecord contact, StoredRecord company, Editor editor) {
        if (put(contact.id(), company.id())) {
            store.touch(contact, editor);
            listener.changed(contact, company, true, editor);
        }
    }

    /** Whether the contact was attached until now. */
    public boolean detach(StoredRecord contact, StoredRecord company, Editor editor) {
        boolean attached = companiesOf(contact).contains(company.id());
        if (attached) {
            set(companiesByContact, contact.id()).remove(company.id());
            set(contactsByCompany, company.id()).remove(contact.id());
            store.touch(contact, editor);
            listener.changed(contact, company, false, editor);
        }
        return attached;
    }

    /** The company goes: its contacts are detached. */
    public void forgetCompany(StoredRecord company, Editor editor) {
        for (String contactId : List.copyOf(set(contactsByCompany, company.id()))) {
            StoredRecord contact = store.get(IntercomSchema.CONTACT, contactId);
            set(companiesByContact, contactId).remove(company.id());
            if (contact != null && !contact.deleted()) {
                store.touch(contact, editor);
            }
        }
        contactsByCompany.remove(company.id());
    }

    /** The survivor of a merge takes over companies and tags. */
    void moveTo(StoredRecord survivor, StoredRecord loser) {
        for (String company : List.copyOf(companiesOf(loser))) {
            set(contactsByCompany, company).remove(loser.id());
            put(survivor.id(), company);
        }
        companiesByContact.remove(loser.id());
        set(tagsByContact, survivor.id()).addAll(tagsOf(loser));
        tagsByContact.remove(loser.id());
    }

    public Collection<String> companiesOf(StoredRecord contact) {
        return companiesByContact.getOrDefault(contact.id(), Set.of());
    }

    /** The contacts of a company that are neither deleted nor archived. */
    public List<StoredRecord> contactsOf(StoredRecord company) {
        return contactsByCompany.getOrDefault(company.id(), Set.of()).stream()
                .map(id -> store.live(IntercomSchema.CONTACT, id)).filter(contact -> contact != null).toList();
    }

    /** How many users a company has; leads do not count, and a company without users is not listed. */
    public long usersOf(StoredRecord company) {
        return contactsOf(company).stream()
                .filter(contact -> IntercomSchema.USER.equals(contact.field(IntercomSchema.ROLE))).count();
    }

    public Collection<String> tagsOf(StoredRecord contact) {
        return tagsOf(contact.id());
    }

    public Collection<String> tagsOf(String contactId) {
        return tagsByContact.getOrDefault(contactId, Set.of());
    }

    /** The name of a tag, or {@code null} where there is none of that id. */
    public @Nullable String tagName(String tagId) {
        return tagNames.get(tagId);
    }

    public Collection<String> tags() {
        return tagNames.keySet();
    }

    /** The id of the tag of that name, made where there was none. */
    public String createTag(String name) {
        for (Map.Entry<String, String> known : tagNames.entrySet()) {
            if (known.getValue().equalsIgnoreCase(name)) {
                return known.getKey();
            }
        }
        String id = String.valueOf(80 + tagNames.size());
        tagNames.put(id, name);
        return id;
    }

    public void tag(StoredRecord contact, String tagId, boolean wanted) {
        Set<String> tags = set(tagsByContact, contact.id());
        if (wanted ? tags.add(tagId) : tags.remove(tagId)) {
            store.touch(contact, Editor.API);
        }
    }

    public JsonNode save() {
        ObjectNode saved = Json.object();
        save(saved.putObject("companies"), companiesByContact);
        save(saved.putObject("tags"), tagsByContact);
        ObjectNode names = saved.putObject("tag_names");
        tagNames.forEach(names::put);
        return saved;
    }

    public void load(JsonNode saved) {
        saved.path("companies").properties().forEach(contact ->
                contact.getValue().forEach(company -> put(contact.getKey(), company.asText())));
        saved.path("tags").properties().forEach(contact ->
                contact.getValue().forEach(tag -> set(tagsByContact, contact.getKey()).add(tag.asText())));
        saved.path("tag_names").properties().forEach(tag -> tagNames.put(tag.getKey(), tag.getValue().asText()));
    }

    private static void save(ObjectNode into, Map<String, Set<String>> sets) {
        sets.forEach((key, values) -> {
            ArrayNode array = into.putArray(key);
            values.forEach(array::add);
        });
    }

    private boolean put(String contactId, String companyId) {
        set(contactsByCompany, companyId).add(contactId);
        return set(companiesByContact, contactId).add(companyId);
    }

    private static Set<String> set(Map<String, Set<String>> sets, String key) {
        return sets.computeIfAbsent(key, missing -> new LinkedHashSet<>());
    }
}
