package io.bothways.simulator.intercom.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.store.StoredRecord;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Contacts as the API tells them. Companies and tags inside are cut to ten, with {@code has_more}. */
public final class ContactJson {
    private static final int INLINE = 10;
    private static final List<String> UNKNOWN_STAMPS = List.of("last_replied_at", "last_contacted_at",
            "last_email_opened_at", "last_email_clicked_at", "android_last_seen_at", "ios_last_seen_at");
    private static final List<String> UNKNOWN_TEXTS = List.of("language_override", "browser", "browser_version",
            "browser_language", "os", "android_app_name", "android_app_version", "android_device",
            "android_os_version", "android_sdk_version", "ios_app_name", "ios_app_version", "ios_device",
            "ios_os_version", "ios_sdk_version", "utm_campaign", "utm_content", "utm_medium", "utm_source",
            "utm_term", "referrer");
    private final Workspace workspace;
    private final Attachments attachments;

    public ContactJson(Workspace workspace, Attachments attachments) {
        this.workspace = workspace;
        this.attachments = attachments;
    }

    public ObjectNode of(StoredRecord contact) {
        String id = contact.id();
        String email = contact.text(IntercomSchema.EMAIL);
        String phone = contact.text(IntercomSchema.PHONE);
        ObjectNode node = Json.object().put("type", "contact").put("id", id).put("workspace_id", workspace.id())
                .put("external_id", contact.text(IntercomSchema.EXTERNAL_ID))
                .put("role", contact.text(IntercomSchema.ROLE)).put("email", email);
        if (email != null) {
            node.put("email_domain", email.substring(email.indexOf('@') + 1));
        }
        node.put("phone", phone).put("formatted_phone", phone == null ? null : phone.replaceAll("[^+0-9]", ""))
                .put("name", contact.text("name"));
        node.set("owner_id", standard(contact, IntercomSchema.OWNER));
        node.putNull("avatar").put("has_hard_bounced", false).put("marked_email_as_spam", false)
                .put("unsubscribed_from_emails", Boolean.TRUE.equals(contact.field(IntercomSchema.UNSUBSCRIBED)))
                .put("created_at", contact.createdAt() / 1000).put("updated_at", contact.modifiedAt() / 1000);
        node.set("signed_up_at", standard(contact, "signed_up_at"));
        node.set("last_seen_at", standard(contact, "last_seen_at"));
        UNKNOWN_STAMPS.forEach(node::putNull);
        UNKNOWN_TEXTS.forEach(node::putNull);
        node.set("custom_attributes", customAttributes(contact));
        node.set("tags", list(id, "tags", "tag", attachments.tagsOf(contact)));
        node.set("notes", list(id, "notes", "note", List.of()));
        node.set("companies", list(id, "companies", "company", attachments.companiesOf(contact)));
        node.set("opted_out_subscription_types", list(id, "subscriptions", "subscription", List.of()));
        node.set("opted_in_subscription_types", list(id, "subscriptions", "subscription", List.of()));
        node.putObject("location").put("type", "location").putNull("country").putNull("region").putNull("city");
        node.putObject("social_profiles").put("type", "list").putArray("data");
        return node.putNull("enabled_push_messaging");
    }

    /** What identifies a contact, and what became of it. */
    public static ObjectNode reference(StoredRecord contact, @Nullable String became) {
        ObjectNode node = Json.object().put("type", "contact").put("id", contact.id())
                .put("external_id", contact.text(IntercomSchema.EXTERNAL_ID));
        return became == null ? node : node.put(became, true);
    }

    /** The custom attributes that have a value; Intercom leaves out the others. */
    static ObjectNode customAttributes(StoredRecord record) {
        ObjectNode node = Json.object();
        for (DataAttribute attribute : IntercomSchema.attributes(record.type())) {
            Object value = record.field(attribute.field().name());
            if (attribute.custom() && value != null) {
                node.set(attribute.name(), attribute.json(value));
            }
        }
        return node;
    }

    private static JsonNode standard(StoredRecord contact, String name) {
        return IntercomSchema.attribute(IntercomSchema.CONTACT, name).orElseThrow().json(contact.field(name));
    }

    private static ObjectNode list(String contactId, String path, String type, Collection<String> ids) {
        ObjectNode list = Json.object().put("type", "list");
        ArrayNode data = list.putArray("data");
        ids.stream().limit(INLINE).forEach(id -> data.addObject().put("type", type).put("id", id)
                .put("url", "/" + (type.equals("company") ? "companies" : path) + "/" + id));
        return list.put("url", "/contacts/" + contactId + "/" + path).put("total_count", ids.size())
                .put("has_more", ids.size() > INLINE);
    }
}
