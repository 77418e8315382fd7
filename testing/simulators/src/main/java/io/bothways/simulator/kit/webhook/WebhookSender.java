package io.bothways.simulator.kit.webhook;

import io.bothways.simulator.kit.SimulatorClock;
import io.bothways.simulator.kit.store.StoredRecord;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Sends the events of an app to the one target of its subscriptions. Events of the same moment travel together up to
 * the vendor's batch size; a delivery that is not acknowledged is sent again as a whole, until the vendor gives up.
 */
public final class WebhookSender<E> {
    private static final int NO_ANSWER = 0;
    private static final int POOL = 64;

    private final Vertx vertx;
    private final SimulatorClock clock;
    private final WebhookFormat<E> format;
    private final WebClient client;
    private final Deque<Attempt<E>> waiting = new ArrayDeque<>();
    private List<E> collected = new ArrayList<>();
    private WebhookSettings settings = WebhookSettings.NONE;
    private int underWay;
    private int delivered;
    private int failedAttempts;
    private int givenUp;

    public WebhookSender(Vertx vertx, SimulatorClock clock, WebhookFormat<E> format) {
        this.vertx = vertx;
        this.clock = clock;
        this.format = format;
        this.client = WebClient.create(vertx, new WebClientOptions().setMaxPoolSize(POOL).setFollowRedirects(false)
                .setUserAgentEnabled(false));
    }

    public WebhookSettings settings() {
        return settings;
    }

    public void settings(WebhookSettings replacement) {
        settings = replacement;
    }

    /** Acknowledged deliveries. */
    public int delivered() {
        return delivered;
    }

    /** Attempts that were not acknowledged. */
    public int failedAttempts() {
        return failedAttempts;
    }

    /** Deliveries that were never acknowledged. */
    public int givenUp() {
        return givenUp;
    }

    /** Sends an event with all others of the same moment, unless webhooks are off. */
    public void send(E event) {
        if (!settings.enabled()) {
            return;
        }
        collected.add(event);
        if (collected.size() == 1) {
            if (settings.delay().isZero()) {
                vertx.runOnContext(turn -> flush());
            } else {
                clock.schedule(settings.delay(), this::flush);
            }
        }
    }

    /**
     * Sends the same event about a record several times, signed, past queue and retries.
     *
     * @param concurrent all at once, or one after the other
     * @return the statuses answered; 0 where there was no answer
     */
    public Future<List<Integer>> deliver(StoredRecord subject, int times, boolean concurrent) {
        WebhookFormat.Delivery delivery = format.encode(List.of(format.eventAbout(subject)), 0, settings.url());
        if (concurrent) {
            List<Future<Integer>> all = IntStream.range(0, times)
                    .mapToObj(time -> post(delivery, settings.url()).map(Answer::status)).toList();
            return Future.all(all).map(done -> all.stream().map(Future::result).toList());
        }
        Future<List<Integer>> sequence = Future.succeededFuture(List.of());
        for (int time = 0; time < times; time++) {
            sequence = sequence.compose(statuses -> post(delivery, settings.url()).map(answer -> {
                List<Integer> more = new ArrayList<>(statuses);
                more.add(answer.status());
                return more;
            }));
        }
        return sequence;
    }

    private void flush() {
        if (settings.reordered()) {
            Collections.reverse(collected);
        }
        Map<Object, List<E>> kinds = new LinkedHashMap<>();
        collected.forEach(event -> kinds.computeIfAbsent(format.kindOf(event), kind -> new ArrayList<>()).add(event));
        collected = new ArrayList<>();
        kinds.values().forEach(this::enqueue);
        next();
    }

    private void enqueue(List<E> events) {
        for (int from = 0; from < events.size(); from += format.maxEvents()) {
            List<E> batch = List.copyOf(events.subList(from, Math.min(events.size(), from + format.maxEvents())));
            for (int copy = 0; copy < settings.duplicates(); copy++) {
                waiting.addLast(new Attempt<>(batch, 0, settings.url()));
            }
        }
    }

    private void next() {
        while (underWay < format.concurrency() && !waiting.isEmpty()) {
            Attempt<E> attempt = waiting.removeFirst();
            underWay++;
            post(format.encode(attempt.events(), attempt.number(), attempt.url()), attempt.url()).onSuccess(answer -> {
                underWay--;
                settle(attempt, answer);
                next();
            });
        }
    }

    private void settle(Attempt<E> attempt, Answer answer) {
        boolean acknowledged = answer.status() != NO_ANSWER && format.acknowledged(answer.status(), answer.body());
        format.attempted(attempt.number(), acknowledged);
        if (acknowledged) {
            delivered++;
            return;
        }
        failedAttempts++;
        if (attempt.number() >= format.maxRetries() || !format.retries(answer.status())) {
            givenUp++;
            return;
        }
        int retry = attempt.number() + 1;
        Duration delay = format.retryDelay(retry);
        clock.schedule(delay, () -> {
            waiting.addLast(new Attempt<>(attempt.events(), retry, attempt.url()));
            next();
        });
    }

    private Future<Answer> post(WebhookFormat.Delivery delivery, String url) {
        HttpRequest<Buffer> request = client.postAbs(url).timeout(format.timeout().toMillis());
        delivery.headers().forEach(request::putHeader);
        return request.sendBuffer(Buffer.buffer(delivery.body()))
                .map(response -> new Answer(response.statusCode(),
                        response.bodyAsString() == null ? "" : response.bodyAsString()))
                .otherwise(failure -> new Answer(NO_ANSWER, ""));
    }

    private record Attempt<E>(List<E> events, int number, String url) {
    }

    private record Answer(int status, String body) {
    }
}
