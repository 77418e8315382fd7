package io.bothways.simulator.intercom.api;

import static io.bothways.simulator.intercom.records.IntercomSchema.CONTACT;

import io.bothways.simulator.intercom.records.ContactJson;
import io.bothways.simulator.intercom.records.IntercomErrors;
import io.bothways.simulator.intercom.records.IntercomRules;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.vertx.core.http.HttpMethod;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists, reads and writes contacts. There is neither a batch nor an upsert. */
public final class ContactRoutes {
    private static final int DEFAULT_PAGE = 50;
    private final RecordStore store;
    private final ContactJson json;
    private final ContactLife life;

    public ContactRoutes(RecordStore store, ContactJson json, ContactLife life) {
        this.store = store;
        this.json = json;
        this.life = life;
    }

    public void addTo(VendorRoutes routes) {
        routes.read(HttpMethod.GET, "/contacts", "contacts.list", this::list);
        routes.write(HttpMethod.POST, "/contacts", "contacts.create", this::create);
        routes.read(HttpMethod.GET, "/contacts/find_by_external_id/:external_id", "contacts.find_by_external_id",
                this::find);
        routes.read(HttpMethod.GET, "/contacts/:id", "contacts.get", this::get);
        routes.write(HttpMethod.PUT, "/contacts/:id", "contacts.update", this::update);
        life.addTo(routes);
    }

    private VendorReply list(VendorCall call) {
        int perPage = Paging.perPage(call.query("per_page"), DEFAULT_PAGE);
        Paging.Position from = Paging.Position.read(call.query("starting_after"));
        Collection<StoredRecord> all = store.records(CONTACT).values();
        Collection<StoredRecord> following = from == Paging.Position.FIRST ? all
                : store.records(CONTACT).tailMap(from.id(), false).values();
        int total = (int) all.stream().filter(contact -> !contact.deleted()).count();
        List<StoredRecord> rest = following.stream().filter(contact -> !contact.deleted()).limit(perPage + 1L)
                .toList();
        return VendorReply.json(200, Paging.page("list", "data", perPage, from, total, rest, json::of,
                contact -> new Paging.Position(0, null, contact.id())));
    }

    private VendorReply create(VendorCall call) {
        Map<String, @Nullable Object> fields = RecordBody.fields(CONTACT, call.json());
        if (fields.get("email") == null && fields.get("external_id") == null && fields.get("role") == null) {
            throw IntercomErrors.failure(400, IntercomErrors.MISSING, "email, external_id or role not specified");
        }
        life.refuseArchived(fields);
        StoredRecord created = RecordBody.refusing(() -> store.create(CONTACT, fields, Editor.API));
        call.wrote(1);
        return VendorReply.json(200, json.of(created));
    }

    private VendorReply get(VendorCall call) {
        StoredRecord found = store.get(CONTACT, call.parameter("id"));
        if (found != null && found.combinedInto() != null) {
            throw life.merged(call, found);
        }
        return VendorReply.json(200, json.of(life.live(call, "id")));
    }

    private VendorReply find(VendorCall call) {
        StoredRecord found = store.find(IntercomRules.EXTERNAL_ID_INDEX, call.parameter("external_id"));
        if (found == null) {
            throw IntercomErrors.noContact();
        }
        return VendorReply.json(200, json.of(found));
    }

    /** Intercom moves the stamp of a contact that is written even if no value changes. */
    private VendorReply update(VendorCall call) {
        StoredRecord target = life.live(call, "id");
        Map<String, @Nullable Object> fields = RecordBody.fields(CONTACT, call.json());
        RecordBody.refusing(() -> {
            if (!store.update(target, fields, Editor.API)) {
                store.touch(target, Editor.API);
            }
            return target;
        });
        call.wrote(1);
        return VendorReply.json(200, json.of(target));
    }
}
