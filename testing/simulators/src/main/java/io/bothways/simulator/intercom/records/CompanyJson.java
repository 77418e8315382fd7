package io.bothways.simulator.intercom.records;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.store.StoredRecord;
import java.util.List;

/** Companies as the API tells them; standard attributes without a value are left out. */
public final class CompanyJson {
    private static final List<String> STANDARD =
            List.of("name", "website", "industry", "size", "monthly_spend", "remote_created_at");
    private final Workspace workspace;
    private final Attachments attachments;

    public CompanyJson(Workspace workspace, Attachments attachments) {
        this.workspace = workspace;
        this.attachments = attachments;
    }

    public ObjectNode of(StoredRecord company) {
        ObjectNode node = Json.object().put("type", "company")
                .put("company_id", company.text(IntercomSchema.COMPANY_ID)).put("id", company.id())
                .put("app_id", workspace.id());
        for (String name : STANDARD) {
            Object value = company.field(name);
            if (value != null) {
                node.set(name, IntercomSchema.attribute(IntercomSchema.COMPANY, name).orElseThrow().json(value));
            }
        }
        node.put("created_at", company.createdAt() / 1000).put("updated_at", company.modifiedAt() / 1000)
                .put("session_count", 0).put("user_count", attachments.usersOf(company));
        node.putObject("tags").put("type", "tag.list").putArray("tags");
        node.putObject("segments").put("type", "segment.list").putArray("segments");
        String plan = company.text(IntercomSchema.PLAN);
        ObjectNode planNode = node.putObject("plan");
        if (plan != null) {
            planNode.put("type", "plan").put("id", String.valueOf(Math.abs(plan.hashCode()))).put("name", plan);
        }
        node.set("custom_attributes", ContactJson.customAttributes(company));
        return node;
    }

    /** What a deletion answers, and what its webhook says. */
    public static ObjectNode deleted(StoredRecord company) {
        return Json.object().put("id", company.id()).put("object", "company").put("deleted", true);
    }
}
