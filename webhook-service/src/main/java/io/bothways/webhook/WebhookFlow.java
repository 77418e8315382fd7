package io.bothways.webhook;

import io.bothways.contracts.event.Hint;
import io.bothways.webhook.pending.Coalescing;
import io.bothways.webhook.receive.Answer;
import io.bothways.webhook.receive.Reception;
import io.bothways.webhook.reread.RereadWorkers;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;

/**
 * The webhooks: a genuine push becomes durable hints before its sender hears 2xx; hints become one waiting record each;
 * a record that has settled is read again with others of its type, and what it holds is published as a change.
 */
@ApplicationScoped
public class WebhookFlow {
    private final Reception reception;
    private final Coalescing coalescing;
    private final RereadWorkers workers;
    private final WebhookMeters meters;

    WebhookFlow(Reception reception, Coalescing coalescing, RereadWorkers workers, WebhookMeters meters) {
        this.reception = reception;
        this.coalescing = coalescing;
        this.workers = workers;
        this.meters = meters;
    }

    /** A push has come in. */
    public Answer receive(String key, String method, Map<String, String> headers, byte[] body) {
        Answer answer = reception.receive(key, method, headers, body);
        meters.received(answer.connector(), answer.outcome());
        return answer;
    }

    /** Hints have come; when this returns they stand in the table. */
    public void remember(List<Hint> hints) {
        coalescing.remember(hints);
        workers.wake();
    }

    /** After the migrations, before the channels. */
    void begin(@Observes @Priority(100) StartupEvent started) {
        workers.begin();
    }

    void end(@Observes ShutdownEvent stopping) {
        workers.end();
    }
}
