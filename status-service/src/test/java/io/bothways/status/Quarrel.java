package io.bothways.status;

import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.Side;
import io.bothways.contracts.event.Activity.ConflictsDecided;
import io.bothways.contracts.event.Activity.DecidedConflict;
import io.bothways.contracts.event.Activity.DeletesHeld;
import io.bothways.contracts.event.Activity.LinksChanged;
import io.bothways.contracts.event.Activity.PutBack;
import io.bothways.contracts.event.Activity.PutBackAnswered;
import io.bothways.contracts.event.LinkState;
import io.bothways.contracts.event.LinkState.Reason;
import io.bothways.contracts.event.LinkState.State;
import io.bothways.contracts.event.Request;
import io.bothways.contracts.record.FieldValue;
import io.bothways.status.Scene.Pair;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What merge tells of conflicts and deletes, and what a person answers over the API. */
final class Quarrel {
    /** A pair asks for two checks, two changes and four listings before any decision. */
    static final int BEFORE = 8;

    static final String BATCH = "47DEQpj8HBSa-_TImW-5JA";
    static final String NO_REASON = "";

    private Quarrel() {}

    /** What was asked of merge, once the tenant has asked for so many things in all. */
    static <T extends Request> List<T> asked(Scene scene, Pair pair, Class<T> kind, int requests) {
        return scene.requests(pair.tenant(), requests).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    static void eventuallyConflicts(Pair pair, int count) {
        Scene.eventually(() -> conflicts(pair, "").extract().jsonPath().getList("").size() == count);
    }

    static ValidatableResponse conflicts(Pair pair, String query) {
        return pair.tenant().asks().get(path(pair, "conflicts" + query)).then();
    }

    static List<String> heldDeletes(Pair pair) {
        return pair.tenant().asks().get(path(pair, "held-deletes")).jsonPath().getList("batch");
    }

    static int records(Pair pair) {
        return pair.tenant().asks().get(path(pair, "records")).jsonPath().getList("").size();
    }

    static ValidatableResponse decide(Pair pair, String record, String mapping, String body) {
        return pair.tenant()
                .asks()
                .urlEncodingEnabled(false)
                .body(body.replace('\'', '"'))
                .post(path(pair, "records/" + record + "/fields/" + mapping + "/decision"))
                .then();
    }

    static ValidatableResponse decideDeletes(Pair pair, String batch, String body) {
        return pair.tenant()
                .asks()
                .body(body.replace('\'', '"'))
                .post(path(pair, "held-deletes/" + batch))
                .then();
    }

    static String path(Pair pair, String below) {
        return "/api/v1/connections/" + pair.connection() + "/" + below;
    }

    static LinksChanged links(Pair pair, LinkState... links) {
        return new LinksChanged(
                pair.tenant().head(pair.accountA()), new ConnectionId(pair.connection()), "contact", List.of(links));
    }

    static LinkState link(String link, State state, String code) {
        List<Reason> reasons = code.isEmpty() ? List.of() : List.of(new Reason(code, "", "A person decides.", ""));
        return new LinkState(link, Optional.of("1"), Optional.of("2"), "Ada " + link, state, reasons);
    }

    static ConflictsDecided decided(Pair pair, DecidedConflict... conflicts) {
        return new ConflictsDecided(
                pair.tenant().head(pair.accountA()),
                new ConnectionId(pair.connection()),
                "contact",
                List.of(conflicts));
    }

    static PutBackAnswered putBackAnswered(Pair pair, String link, String mapping, PutBack answer) {
        return new PutBackAnswered(
                pair.tenant().head(pair.accountA()),
                new ConnectionId(pair.connection()),
                "contact",
                link,
                mapping,
                answer);
    }

    /** Side A holds a text, side B nothing. */
    static DecidedConflict conflict(String link, String mapping, Side winner) {
        return new DecidedConflict(
                link, mapping, winner, "NEWEST", Map.of("a", FieldValue.text("of a"), "b", FieldValue.CLEARED));
    }

    static DeletesHeld held(Pair pair, String batch) {
        return new DeletesHeld(
                pair.tenant().head(pair.accountB()),
                new ConnectionId(pair.connection()),
                "contact",
                Side.B,
                batch,
                120,
                1000);
    }
}
