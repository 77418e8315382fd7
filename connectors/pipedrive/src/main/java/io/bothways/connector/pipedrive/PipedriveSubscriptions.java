package io.bothways.connector.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.bothways.connector.webhook.WebhookSubscriptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One webhook per type, with all that happens to it. No answer tells the password of a webhook, so its name carries a
 * digest of ours: one that was made with another secret is made anew.
 */
final class PipedriveSubscriptions implements WebhookSubscriptions {
    private static final int DIGEST_DIGITS = 12;
    private static final String ALL = "*";
    private static final String VERSION = "2.0";

    private final PipedriveApi api;

    PipedriveSubscriptions(PipedriveApi api) {
        this.api = api;
    }

    @Override
    public Subscribed subscribe(URI address, String secret, Set<String> types) {
        String name = "Bothways " + digest(secret);
        Set<String> open = new LinkedHashSet<>();
        Set<String> pushed = new LinkedHashSet<>();
        Arrays.stream(PipedriveType.values()).filter(type -> types.contains(type.path())).forEach(type -> {
            open.add(type.entity());
            pushed.add(type.path());
        });
        for (JsonNode webhook : at(address)) {
            boolean right = webhook.path("name").asText("").equals(name)
                    && webhook.path("event_action").asText("").equals(ALL)
                    && webhook.path("version").asText("").startsWith("2")
                    && webhook.path("is_active").asInt(1) != 0
                    && open.remove(webhook.path("event_object").asText(""));
            if (!right) {
                api.deleteWebhook(webhook.path("id").asText());
            }
        }
        for (String entity : open) {
            api.createWebhook(JsonNodeFactory.instance
                    .objectNode()
                    .put("subscription_url", address.toString())
                    .put("event_action", ALL)
                    .put("event_object", entity)
                    .put("name", name)
                    .put("version", VERSION)
                    .put("http_auth_user", PipedriveWebhooks.USER)
                    .put("http_auth_password", secret));
        }
        return new Subscribed(pushed, secret);
    }

    @Override
    public void unsubscribe(URI address) {
        at(address).forEach(webhook -> api.deleteWebhook(webhook.path("id").asText()));
    }

    private List<JsonNode> at(URI address) {
        List<JsonNode> there = new ArrayList<>();
        for (JsonNode webhook : PipedriveRecords.list(api.webhooks())) {
            if (webhook.path("subscription_url").asText("").equals(address.toString())) {
                there.add(webhook);
            }
        }
        return there;
    }

    private static String digest(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, DIGEST_DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
