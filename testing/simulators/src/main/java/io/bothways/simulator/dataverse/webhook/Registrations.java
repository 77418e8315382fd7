package io.bothways.simulator.dataverse.webhook;

import io.bothways.simulator.dataverse.schema.Organization;
import io.bothways.simulator.dataverse.schema.Table;
import io.bothways.simulator.kit.store.Change;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.kit.webhook.WebhookSender;
import io.bothways.simulator.kit.webhook.WebhookSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What clients register: a service endpoint of the webhook kind and the steps that send messages to it. The control API
 * may name a target too; as long as no step is registered, all messages about business rows go there.
 */
public final class Registrations {
    private static final Pattern SETTING = Pattern.compile("name=\"([^\"]+)\"\\s+value=\"([^\"]*)\"");
    private static final Set<String> SHOWN = Set.of("contact", "account", "lead", "opportunity", "new_subscription");

    private final RecordStore store;
    private final WebhookSender<RowEvent> sender;
    private final DataverseWebhooks format;

    public Registrations(RecordStore store, WebhookSender<RowEvent> sender, DataverseWebhooks format) {
        this.store = store;
        this.sender = sender;
        this.format = format;
    }

    /** Learns of every change: of a registration, or of a row that somebody may have registered for. */
    public void follow(Change change) {
        String table = Organization.storedAs(change.record().type()).logicalName();
        if (table.equals("serviceendpoint")) {
            register(change.record());
        } else if (SHOWN.contains(table)) {
            String message = switch (change.kind()) {
                case CREATED, RESTORED -> "Create";
                case UPDATED, TOUCHED -> "Update";
                case DELETED, COMBINED -> "Delete";
            };
            Set<String> changed = new HashSet<>(change.after().keySet());
            if (isWanted(table, message, changed)) {
                sender.send(new RowEvent(message, change.record(), changed, change.editor(), change.at(),
                        format.nextOperationId()));
            }
        }
    }

    private void register(StoredRecord endpoint) {
        String url = endpoint.text("url");
        if (endpoint.deleted() || url == null || !"Webhook".equals(endpoint.text("contract"))) {
            sender.settings(WebhookSettings.NONE);
            return;
        }
        String value = Objects.requireNonNullElse(endpoint.text("authvalue"), "");
        Map<String, String> settings = new LinkedHashMap<>();
        Matcher setting = SETTING.matcher(value);
        while (setting.find()) {
            settings.put(setting.group(1), setting.group(2));
        }
        String separator = url.contains("?") ? "&" : "?";
        String target = switch (Objects.requireNonNullElse(endpoint.text("authtype"), "")) {
            case "WebhookKey" -> url + separator + "code=" + encoded(value);
            case "HttpQueryString" -> url + separator + String.join("&", settings.entrySet().stream()
                    .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue())).toList());
            default -> url;
        };
        format.keyHeaders("HttpHeader".equals(endpoint.text("authtype")) ? settings : Map.of());
        WebhookSettings present = sender.settings();
        sender.settings(new WebhookSettings(target, true, present.duplicates(), present.delay(),
                present.reordered()));
    }

    /** Whether a step asks for the message; an update must touch a filtering attribute of the step, if it has any. */
    private boolean isWanted(String table, String message, Set<String> changed) {
        List<StoredRecord> steps = rows("sdkmessageprocessingstep");
        if (steps.isEmpty()) {
            return true;
        }
        String messageId = Organization.id("message " + message);
        String filterId = Organization.id("filter " + message + " " + table);
        return steps.stream().anyMatch(step -> messageId.equals(step.text("sdkmessageid"))
                && (step.text("sdkmessagefilterid") == null || filterId.equals(step.text("sdkmessagefilterid")))
                && touches(step.text("filteringattributes"), message, changed));
    }

    private static boolean touches(@Nullable String attributes, String message, Set<String> changed) {
        return attributes == null || !message.equals("Update")
                || List.of(attributes.split(",")).stream().map(String::strip).anyMatch(changed::contains);
    }

    private List<StoredRecord> rows(String logicalName) {
        Table table = Organization.table(logicalName).orElseThrow();
        return store.records(table.stored()).values().stream().filter(row -> !row.deleted()).toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
