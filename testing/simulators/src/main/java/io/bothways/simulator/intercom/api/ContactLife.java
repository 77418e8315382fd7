package io.bothways.simulator.intercom.api;

import static io.bothways.simulator.intercom.records.IntercomSchema.ARCHIVED;
import static io.bothways.simulator.intercom.records.IntercomSchema.CONTACT;
import static io.bothways.simulator.intercom.records.IntercomSchema.LEAD;
import static io.bothways.simulator.intercom.records.IntercomSchema.ROLE;
import static io.bothways.simulator.intercom.records.IntercomSchema.USER;

import io.bothways.simulator.intercom.records.ContactJson;
import io.bothways.simulator.intercom.records.IntercomErrors;
import io.bothways.simulator.intercom.records.IntercomRules;
import io.bothways.simulator.intercom.records.IntercomSchema;
import io.bothways.simulator.intercom.records.Merges;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorFailure;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.vertx.core.http.HttpMethod;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How contacts come to an end: archived and brought back, deleted for good, merged into another. */
public final class ContactLife {
    private final RecordStore store;
    private final ContactJson json;
    private final Merges merges;
    private final Predicate<VendorCall> tellsMerges;
    private @Nullable Set<StoredRecord> archived;

    /** @param tellsMerges whether the call's API version tells where a merged contact went: 2.16 and later */
    public ContactLife(RecordStore store, ContactJson json, Merges merges, Predicate<VendorCall> tellsMerges) {
        this.store = store;
        this.json = json;
        this.merges = merges;
        this.tellsMerges = tellsMerges;
    }

    void addTo(VendorRoutes routes) {
        routes.write(HttpMethod.POST, "/contacts/merge", "contacts.merge", this::merge);
        routes.write(HttpMethod.DELETE, "/contacts/:id", "contacts.delete", this::delete);
        routes.write(HttpMethod.POST, "/contacts/:id/archive", "contacts.archive", this::archive);
        routes.write(HttpMethod.POST, "/contacts/:id/unarchive", "contacts.unarchive", this::unarchive);
        routes.write(HttpMethod.POST, "/contacts/:id/block", "contacts.block", this::archive);
    }

    /** The contact that a parameter of the path names, if it is in the workspace. */
    StoredRecord live(VendorCall call, String parameter) {
        StoredRecord found = store.live(CONTACT, call.parameter(parameter));
        if (found == null) {
            throw IntercomErrors.noContact();
        }
        return found;
    }

    /** Refuses to create anew what is archived only. */
    void refuseArchived(Map<String, @Nullable Object> fields) {
        boolean user = !LEAD.equals(fields.get(ROLE));
        for (StoredRecord each : archived()) {
            if (user && matches(each, fields, IntercomSchema.EMAIL)
                    || matches(each, fields, IntercomSchema.EXTERNAL_ID)) {
                throw IntercomErrors.failure(409, IntercomErrors.CONFLICT, "An archived contact matching those "
                        + "details already exists with id=" + each.id() + ". Please unarchive this contact instead.");
            }
        }
    }

    private static boolean matches(StoredRecord contact, Map<String, @Nullable Object> fields, String field) {
        Object wanted = fields.get(field);
        return wanted != null && wanted.toString().strip().equalsIgnoreCase(contact.text(field));
    }

    private Set<StoredRecord> archived() {
        Set<StoredRecord> known = archived;
        if (known == null) {
            known = new LinkedHashSet<>();
            for (StoredRecord each : store.records(CONTACT).values()) {
                if (IntercomRules.archived(each)) {
                    known.add(each);
                }
            }
            archived = known;
        }
        return known;
    }

    /** The answer to whoever asks for a merged contact: where it went, in versions that tell, else not found. */
    VendorFailure merged(VendorCall call, StoredRecord contact) {
        StoredRecord survivor = merges.survivorOf(contact);
        if (survivor == null || !tellsMerges.test(call)) {
            return IntercomErrors.noContact();
        }
        return new VendorFailure(IntercomErrors.reply(410, "contact_merged", "This contact was merged into another")
                .with("Link", "</contacts/" + survivor.id() + ">; rel=\"canonical\""));
    }

    private VendorReply merge(VendorCall call) {
        StoredRecord from = store.live(CONTACT, Paging.required(call, "from"));
        StoredRecord into = store.live(CONTACT, Paging.required(call, "into"));
        if (from == null || into == null) {
            throw IntercomErrors.failure(404, IntercomErrors.NOT_FOUND, "Contact Not Found");
        }
        boolean leadIntoUser = LEAD.equals(from.field(ROLE)) && USER.equals(into.field(ROLE));
        if (tellsMerges.test(call)) {
            check216(call, from, into, leadIntoUser);
        } else if (!leadIntoUser) {
            throw invalidMerge("Merging can only be performed on a lead into a user");
        }
        merges.merge(from, into);
        call.wrote(1);
        return VendorReply.json(200, json.of(into));
    }

    private static void check216(VendorCall call, StoredRecord from, StoredRecord into, boolean leadIntoUser) {
        boolean skip = call.json().path("skip_duplicate_validation").asBoolean(false);
        if (from == into || LEAD.equals(into.field(ROLE))) {
            throw invalidMerge("A contact can only be merged into another user");
        }
        if (skip && !leadIntoUser) {
            throw IntercomErrors.failure(400, "parameter_not_allowed",
                    "skip_duplicate_validation is not allowed for two users");
        }
        if (!skip && !Merges.duplicates(from, into)) {
            throw invalidMerge("The contacts share neither an email nor a phone number");
        }
    }

    private static VendorFailure invalidMerge(String message) {
        return IntercomErrors.failure(400, "invalid_merge", message);
    }

    /** For good: also an archived contact can be deleted. */
    private VendorReply delete(VendorCall call) {
        StoredRecord target = store.get(CONTACT, call.parameter("id"));
        if (target == null || target.deleted() && !IntercomRules.archived(target)) {
            throw IntercomErrors.noContact();
        }
        if (target.deleted()) {
            archived().remove(target);
            store.write(target, Collections.singletonMap(ARCHIVED, null), Editor.API);
        } else {
            store.delete(target, Editor.API);
        }
        call.wrote(1);
        return VendorReply.json(200, ContactJson.reference(target, "deleted"));
    }

    private VendorReply archive(VendorCall call) {
        StoredRecord target = live(call, "id");
        archived().add(target);
        store.complete(target, Collections.singletonMap(ARCHIVED, true));
        store.delete(target, Editor.API);
        call.wrote(1);
        return VendorReply.json(200, ContactJson.reference(target,
                call.operation().endsWith("block") ? "blocked" : ARCHIVED));
    }

    private VendorReply unarchive(VendorCall call) {
        StoredRecord target = store.get(CONTACT, call.parameter("id"));
        if (target == null || !IntercomRules.archived(target)) {
            throw IntercomErrors.noContact();
        }
        StoredRecord holder = target.text("email") == null || !USER.equals(target.field(ROLE)) ? null
                : store.find(IntercomRules.EMAIL_INDEX, String.valueOf(target.text("email")));
        if (holder != null) {
            throw IntercomErrors.failure(409, IntercomErrors.CONFLICT,
                    "A contact matching those details already exists with id=" + holder.id());
        }
        archived().remove(target);
        store.complete(target, Collections.singletonMap(ARCHIVED, null));
        store.restore(target, Editor.API);
        call.wrote(1);
        return VendorReply.json(200, ContactJson.reference(target, null).put(ARCHIVED, false));
    }
}
