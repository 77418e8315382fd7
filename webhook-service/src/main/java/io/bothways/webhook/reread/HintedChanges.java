package io.bothways.webhook.reread;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.read.Found;
import io.bothways.contracts.Cause;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.Topics;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.record.Snapshot;
import io.bothways.runtime.MessageHeads;
import io.bothways.runtime.calls.App;
import io.bothways.runtime.calls.Dated;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.codec.Envelope;
import io.bothways.runtime.codec.UnencodableMessage;
import io.bothways.runtime.messages.EventSender;
import io.bothways.runtime.messages.Outgoing;
import io.bothways.webhook.WebhookMeters;
import io.bothways.webhook.pending.Claim;
import io.bothways.webhook.pending.HintedType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Publishes what hinted records hold, always: whether it is news is merge's to say. */
@ApplicationScoped
class HintedChanges {
    private static final Logger LOG = Logger.getLogger(HintedChanges.class);

    private final EventSender sender;
    private final Codec codec;
    private final MessageHeads heads;
    private final WebhookMeters meters;

    HintedChanges(EventSender sender, Codec codec, MessageHeads heads, WebhookMeters meters) {
        this.sender = sender;
        this.codec = codec;
        this.heads = heads;
        this.meters = meters;
    }

    /** Returns when all is durable. Records that no claim speaks of come from the app's own answer and are told too. */
    void publish(App app, HintedType type, Dated<Found> dated, List<Claim> claims) {
        Map<String, Claim> byId = new HashMap<>();
        claims.forEach(claim -> byId.put(claim.id(), claim));
        List<Outgoing> messages = new ArrayList<>();
        for (SourceRecord record : dated.value().records()) {
            MessageHead head = head(type, Optional.ofNullable(byId.get(record.id())));
            add(messages, ref(type, record.id()), new ChangeEvent.RecordChanged(
                    head, dated.snapshot(type.account(), type.type(), record, false, true)));
        }
        for (Claim claim : claims) {
            String id = claim.id();
            String survivor = dated.value().moved().get(id);
            if (survivor != null) {
                add(messages, ref(type, id), new ChangeEvent.RecordsCombined(
                        head(type, Optional.of(claim)), ref(type, id), ref(type, survivor), dated.evidence(0, false)));
            } else if (dated.value().missing().contains(id)) {
                add(messages, ref(type, id), new ChangeEvent.RecordDeleted(
                        head(type, Optional.of(claim)), ref(type, id), dated.evidence(0, false)));
            }
        }
        sender.sendAndWait(messages);
        meters.published(app.descriptor().id(), type.type(), messages.size());
    }

    /**
     * Publishes what the app pushed, as the whole record that it is. Returns when all is durable. How long the push was
     * under way nobody knows, so it is dated like a reading from an index: it wins by the app's own version only.
     */
    void publishPushed(App app, HintedType type, Set<String> fields, List<Claim> claims) {
        Dated<List<Claim>> heard = app.heard(claims);
        List<Outgoing> messages = new ArrayList<>();
        for (Claim claim : claims) {
            Snapshot pushed = claim.record().orElseThrow();
            Map<String, FieldValue> asked = new HashMap<>(pushed.fields());
            asked.keySet().retainAll(fields);
            SourceRecord record = new SourceRecord(claim.id(), asked, pushed.evidence().version());
            add(messages, ref(type, claim.id()), new ChangeEvent.RecordChanged(
                    head(type, Optional.of(claim)),
                    heard.snapshot(type.account(), type.type(), record, true, true)));
        }
        sender.sendAndWait(messages);
        meters.published(app.descriptor().id(), type.type(), messages.size());
    }

    private void add(List<Outgoing> messages, RecordRef ref, ChangeEvent event) {
        try {
            messages.add(new Outgoing(Topics.CHANGES, ref.key(), Envelope.headers(event), codec.encode(event)));
        } catch (UnencodableMessage tooLong) {
            // No reader would take it, today or later; it must not keep the others of its batch waiting.
            LOG.errorf(tooLong, "a reading cannot be published: record=%s", ref.key());
        }
    }

    private MessageHead head(HintedType type, Optional<Claim> claim) {
        MessageHead now = heads.now(type.tenant(), type.account(), Cause.of(Cause.Kind.WEBHOOK));
        return claim.map(hinted -> new MessageHead(
                        now.id(),
                        now.tenant(),
                        now.account(),
                        now.cause(),
                        now.epoch(),
                        hinted.occurredAt(),
                        hinted.firstAt(),
                        now.trace()))
                .orElse(now);
    }

    private static RecordRef ref(HintedType type, String id) {
        return new RecordRef(type.account(), type.type(), id);
    }
}
