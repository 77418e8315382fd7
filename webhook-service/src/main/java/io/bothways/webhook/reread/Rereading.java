package io.bothways.webhook.reread;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.read.Found;
import io.bothways.connector.read.RecordReader;
import io.bothways.runtime.calls.App;
import io.bothways.runtime.calls.Apps;
import io.bothways.runtime.calls.Dated;
import io.bothways.runtime.registry.Account;
import io.bothways.runtime.registry.Registry;
import io.bothways.webhook.pending.Claim;
import io.bothways.webhook.pending.HintedType;
import io.bothways.webhook.pending.PendingHints;
import io.bothways.webhook.pending.PendingHints.Hinted;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Reads the due records of one type, a batch in a call, and publishes what they hold. A record leaves the table when
 * that is durable, and only if no newer hint came; a failed call leaves it for later.
 */
@ApplicationScoped
public class Rereading {
    private static final Logger LOG = Logger.getLogger(Rereading.class);
    /** A new record may not be readable at once everywhere in the app; a miss is believed the second time. */
    static final Duration SECOND_LOOK = Duration.ofSeconds(2);
    private static final Duration PASSING = Duration.ofSeconds(1);
    private static final Duration LASTING = Duration.ofMinutes(5);
    private static final Duration LEASE_MARGIN = Duration.ofSeconds(30);

    private final PendingHints pending;
    private final HintedChanges changes;
    private final Registry registry;
    private final Apps apps;
    private final Clock clock;

    Rereading(
            PendingHints pending,
            HintedChanges changes,
            Registry registry,
            Apps apps,
            Clock clock) {
        this.pending = pending;
        this.changes = changes;
        this.registry = registry;
        this.apps = apps;
        this.clock = clock;
    }

    /** Records per call; empty while the account may not be called, and its records wait. */
    Optional<Integer> batch(HintedType type) {
        return open(type).map(app -> app.descriptor().reading().batch());
    }

    /** Reads one batch. False where nothing was due any more. */
    boolean readBatch(HintedType type) {
        Optional<App> opened = open(type);
        if (opened.isEmpty()) {
            return false;
        }
        App app = opened.get();
        Instant now = clock.instant();
        Instant until = now.plus(app.descriptor().horizons().callTimeout().multipliedBy(2)).plus(LEASE_MARGIN);
        List<Claim> claims = pending.claim(type, app.descriptor().reading().batch(), now, until);
        if (claims.isEmpty()) {
            return false;
        }
        Set<String> fields = registry.fieldsToRead(type.account(), type.type());
        if (fields.isEmpty()) {
            // Nobody maps the type any more.
            pending.done(type, claims);
            return true;
        }
        try {
            List<Claim> unread = new ArrayList<>(claims);
            unread.removeAll(publishPushed(app, type, fields, claims));
            if (!unread.isEmpty()) {
                read(app, type, fields, unread);
            }
        } catch (RuntimeException failed) {
            LOG.warnf("a re-read failed, trying again: account=%s object=%s records=%d failure=%s",
                    type.account(), type.type(), claims.size(), failed);
            pending.postpone(type, claims, clock.instant().plus(PASSING));
        }
        return true;
    }

    /**
     * What the app has pushed is taken for a reading if it has a version and every field that is asked for; it needs no
     * call. The rest is read.
     */
    private List<Claim> publishPushed(App app, HintedType type, Set<String> fields, List<Claim> claims) {
        List<Claim> pushed = claims.stream()
                .filter(claim -> claim.record()
                        .filter(record -> record.evidence().version() > 0)
                        .filter(record -> record.fields().keySet().containsAll(fields))
                        .isPresent())
                .toList();
        if (!pushed.isEmpty()) {
            changes.publishPushed(app, type, fields, pushed);
            pending.done(type, pushed);
        }
        return pushed;
    }

    private void read(App app, HintedType type, Set<String> fields, List<Claim> claims) {
        List<String> ids = claims.stream().map(Claim::id).toList();
        Dated<Found> found;
        try {
            found = app.call(connector -> connector.need(RecordReader.class).readByIds(type.type(), fields, ids));
            found = found.part(followed(app, type, fields, claims, found.value()));
        } catch (ConnectorException failed) {
            after(app, type, fields, claims, failed);
            return;
        }
        List<Claim> doubted = doubted(claims, found.value());
        List<Claim> settled = new ArrayList<>(claims);
        settled.removeAll(doubted);
        changes.publish(app, type, found, settled);
        rememberSurvivors(type, found.value(), settled);
        pending.done(type, settled);
        if (!doubted.isEmpty()) {
            pending.postpone(type, doubted, clock.instant().plus(SECOND_LOOK));
        }
    }

    /**
     * A push said where these records live on. It is believed where the record itself is gone and the other is there:
     * asked for in a call of its own, which is rare.
     */
    private static Found followed(App app, HintedType type, Set<String> fields, List<Claim> claims, Found found) {
        Map<String, String> told = new TreeMap<>();
        for (Claim claim : claims) {
            claim.movedTo()
                    .filter(survivor -> found.missing().contains(claim.id()) && !survivor.equals(claim.id()))
                    .ifPresent(survivor -> told.put(claim.id(), survivor));
        }
        if (told.isEmpty()) {
            return found;
        }
        Set<String> survivors = new TreeSet<>(told.values());
        Found there = app.call(connector -> connector.need(RecordReader.class)
                        .readByIds(type.type(), fields, survivors))
                .value();
        Set<String> alive = there.records().stream().map(SourceRecord::id).collect(Collectors.toSet());
        Map<String, String> moved = new HashMap<>(found.moved());
        told.forEach((loser, survivor) -> {
            String last = there.moved().getOrDefault(survivor, survivor);
            if (alive.contains(last) || there.moved().containsKey(survivor)) {
                moved.put(loser, last);
            }
        });
        Set<String> missing = new HashSet<>(found.missing());
        missing.removeAll(moved.keySet());
        return new Found(found.records(), missing, moved, found.reliable());
    }

    private static List<Claim> doubted(List<Claim> claims, Found found) {
        return claims.stream()
                .filter(claim -> found.missing().contains(claim.id()))
                .filter(claim -> !found.reliable() || !claim.deleted() && claim.attempts() == 0)
                .toList();
    }

    /** What a record was combined into has changed as well. */
    private void rememberSurvivors(HintedType type, Found found, List<Claim> claims) {
        List<Hinted> survivors = claims.stream()
                .filter(claim -> found.moved().containsKey(claim.id()))
                .map(claim -> Hinted.toRead(
                        type, found.moved().get(claim.id()), claim.firstAt(), claim.occurredAt()))
                .toList();
        if (!survivors.isEmpty()) {
            pending.add(unique(survivors), clock.instant());
        }
    }

    /** Two records may have been combined into one; sorted, which is the order of locks. */
    private static Collection<Hinted> unique(List<Hinted> survivors) {
        Map<String, Hinted> byId = new TreeMap<>();
        survivors.forEach(hinted -> byId.putIfAbsent(hinted.id(), hinted));
        return byId.values();
    }

    private void after(App app, HintedType type, Set<String> fields, List<Claim> claims, ConnectorException failed) {
        Instant now = clock.instant();
        LOG.warnf("a call failed: account=%s object=%s failure=%s code=%s",
                type.account(), type.type(), failed.kind(), failed.failure().code());
        switch (failed.kind()) {
            case RATE_LIMITED -> {
                Instant until = failed.retryAt().orElse(now.plus(PASSING));
                pending.postpone(type, claims, until);
                pending.park(type.tenant(), type.account(), until);
            }
            case RETRY, OUTCOME_UNKNOWN -> pending.postpone(type, claims, now.plus(backoff(claims)));
            case REAUTHORIZE, CURSOR_EXPIRED, STALE_VERSION, DEFECT ->
                pending.postpone(type, claims, now.plus(LASTING));
            case REJECTED, NOT_FOUND -> {
                if (isAboutRecords(failed)) {
                    halve(app, type, fields, claims);
                } else {
                    pending.postpone(type, claims, now.plus(LASTING));
                }
            }
        }
    }

    /** One id that the app cannot take must not keep the others of its batch from being read. */
    private void halve(App app, HintedType type, Set<String> fields, List<Claim> claims) {
        if (claims.size() == 1) {
            LOG.errorf("a hinted record cannot be read and is left to the next listing: account=%s object=%s record=%s",
                    type.account(), type.type(), claims.getFirst().id());
            pending.done(type, claims);
            return;
        }
        int middle = claims.size() / 2;
        read(app, type, fields, claims.subList(0, middle));
        read(app, type, fields, claims.subList(middle, claims.size()));
    }

    /** Not about rights or the account, which concern every record alike. Fewer records are a shorter answer. */
    private static boolean isAboutRecords(ConnectorException failed) {
        int status = failed.failure().status();
        boolean tooLarge = failed.failure().code().equals(FailureCodes.ANSWER_TOO_LARGE);
        return tooLarge || status == 400 || status == 404 || status == 422;
    }

    private static Duration backoff(List<Claim> claims) {
        int attempts = claims.stream().mapToInt(Claim::attempts).max().orElse(0);
        Duration wait = PASSING.multipliedBy(1L << Math.min(attempts, 9));
        return wait.compareTo(LASTING) > 0 ? LASTING : wait;
    }

    private Optional<App> open(HintedType type) {
        return registry.account(type.account())
                .filter(account -> account.state() == Account.State.CONNECTED)
                .filter(account -> account.tenant().equals(type.tenant()))
                .flatMap(apps::open);
    }
}
