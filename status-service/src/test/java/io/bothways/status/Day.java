package io.bothways.status;

import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.Side;
import io.bothways.contracts.event.Activity.ConflictsDecided;
import io.bothways.contracts.event.Activity.DecidedConflict;
import io.bothways.contracts.event.Activity.DeletesHeld;
import io.bothways.contracts.event.Activity.GateOpened;
import io.bothways.contracts.event.Activity.LinksChanged;
import io.bothways.contracts.event.Activity.Polled;
import io.bothways.contracts.event.Activity.RecordsWritten;
import io.bothways.contracts.event.Activity.RunFinished;
import io.bothways.contracts.event.Activity.RunKind;
import io.bothways.contracts.event.Activity.RunProgressed;
import io.bothways.contracts.event.Activity.RunStarted;
import io.bothways.contracts.event.Activity.Written;
import io.bothways.contracts.event.LinkState;
import io.bothways.contracts.event.LinkState.Reason;
import io.bothways.contracts.event.LinkState.State;
import io.bothways.contracts.record.FieldValue;
import io.bothways.status.Scene.Pair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What poller, merge and writer tell on a usual day of one connection. */
final class Day {
    private static final List<String> PEOPLE = List.of(
            "Ada Lovelace", "Grace Hopper", "Alan Turing", "Katherine Johnson", "Edsger Dijkstra", "Barbara Liskov",
            "Donald Knuth", "Margaret Hamilton", "Tony Hoare", "Frances Allen", "John McCarthy", "Radia Perlman");

    private final Scene scene;
    private final Pair pair;
    private final ConnectionId connection;

    Day(Scene scene, Pair pair) {
        this.scene = scene;
        this.pair = pair;
        this.connection = new ConnectionId(pair.connection());
    }

    /** The listing of side A's contacts is under way, that of side B's companies is over. */
    void indexing() {
        List<Map<String, Object>> runs =
                pair.tenant().asks().get("/api/v1/sync-log?connection=" + connection).jsonPath().getList("");
        String contacts = run(runs, pair.accountA(), "contacts");
        String companies = run(runs, pair.accountB(), "companies");
        scene.send(
                new RunStarted(a(), contacts, RunKind.LISTING, "contacts"),
                new RunProgressed(a(), contacts, 800, 2000),
                new RunFinished(
                        b(), companies, RunKind.LISTING, "companies", 300, 300, Map.of("list", 3L),
                        Duration.ofMillis(940), List.of()));
    }

    /** Both sides are known and polled. */
    void indexed() {
        scene.send(
                new GateOpened(a(), connection, "company", 300, 300),
                new GateOpened(a(), connection, "contact", 2000, 1800),
                new Polled(a(), "contacts", 2, Duration.ofSeconds(2), "the floor: changes keep coming"),
                new Polled(a(), "companies", 0, Duration.ofSeconds(9), "nothing changed lately"),
                new Polled(b(), "contacts", 1, Duration.ofSeconds(2), "the floor: changes keep coming"));
    }

    /** Many records, some of them not in sync for every reason. */
    void records() {
        List<LinkState> contacts = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            contacts.add(link("k" + i, PEOPLE.get(i % PEOPLE.size()) + " " + i, State.IN_SYNC));
        }
        contacts.add(link("a1", "Linus Torvalds", State.FAILING, new Reason(
                "REJECTED", "email", "The app refused this e-mail address. Correct it in either app.",
                "Property values were not valid: Email address linus@ is invalid")));
        contacts.add(link("a2", "Dennis Ritchie", State.CONFLICT, new Reason(
                "FIELD_CONFLICT", "phone", "Both sides changed it. Change it in one of the apps to decide.", "")));
        contacts.add(link("a3", "Ken Thompson", State.REVIEW, new Reason(
                "MATCH_AMBIGUOUS", "", "Two records of the other app have this e-mail. Combine them there.", "")));
        contacts.add(link("a4", "Bjarne Stroustrup", State.WAITING, new Reason(
                "REFERENCE_UNLINKED", "company", "Waits until its company is in sync.", "")));
        contacts.add(link("a5", "Guido van Rossum", State.PENDING));
        List<LinkState> companies = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            companies.add(link("c" + i, "Company " + i, State.IN_SYNC));
        }
        scene.send(
                new LinksChanged(a(), connection, "contact", contacts),
                new LinksChanged(a(), connection, "company", companies),
                written(Side.A, "contact", "create", 120, 700),
                written(Side.B, "company", "create", 40, 900));
    }

    /** Both sides changed a field, and side B's value won. */
    void conflict() {
        scene.send(new ConflictsDecided(a(), connection, "contact", List.of(new DecidedConflict("a1", "email", Side.B,
                "NEWEST", Map.of(
                        "a", FieldValue.text("linus@old.example"),
                        "b", FieldValue.text("linus@new.example"))))));
    }

    /** Somebody has deleted many contacts on side A. */
    void deletesHeld() {
        scene.send(
                new LinksChanged(b(), connection, "contact", List.of(link("d1", "Dorothy Vaughan", State.REVIEW,
                        new Reason("DELETES_HELD", "", "So many would be deleted that a person decides.", "")))),
                new DeletesHeld(b(), connection, "contact", Side.B, "47DEQpj8HBSa-_TImW-5JA", 120, 1800));
    }

    /** A person's edit on side A arrives on side B. */
    void edit(String name) {
        scene.send(
                new LinksChanged(a(), connection, "contact", List.of(link("edited", name, State.IN_SYNC))),
                written(Side.B, "contact", "update", 1, 310));
    }

    private RecordsWritten written(Side side, String object, String operation, int count, long lagMs) {
        MessageHead head = side == Side.A ? a() : b();
        List<Written> writes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            writes.add(new Written(
                    count == 1 ? "edited" : "w" + i, "00Q00000" + i, operation, "applied", List.of("phone"),
                    head.observedAt().minusMillis(lagMs)));
        }
        return new RecordsWritten(head, connection, object, side, writes);
    }

    private static LinkState link(String link, String title, State state, Reason... reasons) {
        return new LinkState(link, Optional.of("10" + link), Optional.of("003" + link), title, state, List.of(reasons));
    }

    private static String run(List<Map<String, Object>> runs, String account, String type) {
        return runs.stream()
                .filter(run -> account.equals(run.get("account")) && type.equals(run.get("type")))
                .map(run -> (String) run.get("run"))
                .findFirst()
                .orElseThrow();
    }

    private MessageHead a() {
        return pair.tenant().head(pair.accountA());
    }

    private MessageHead b() {
        return pair.tenant().head(pair.accountB());
    }
}
