package io.bothways.endtoend.connections;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.endtoend.Await;
import io.bothways.endtoend.CheckFailure;
import io.bothways.endtoend.connections.Member.Kind;
import io.bothways.simulator.kit.people.Trait;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** M4: what an app's own merge of two records does to the link, and that it deletes nothing on the other side. */
final class CombineSteps {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final long LOOK_MS = 200;
    private static final String REASON = "COMBINED_BOTH_LINKED";

    private final Connected connected;
    private final Member a;
    private final Member z;

    CombineSteps(Connected connected, List<Member> members) {
        this.connected = connected;
        this.a = members.getFirst();
        this.z = members.getLast();
    }

    String there() {
        return intoAnUnlinkedOne(a, z, 0, "id_a", "combinea");
    }

    String back() {
        return intoAnUnlinkedOne(z, a, connected.connections() - 1, "id_b", "combinez");
    }

    /** The survivor is out of scope until the link has moved to it, so it has no counterpart of its own. */
    private String intoAnUnlinkedOne(Member app, Member other, int connection, String side, String word) {
        String loser = person(app, word + ".loser");
        String counterpart = EditSteps.awaitOne(other, Kind.PERSON, email(word + ".loser"));
        int before = other.records(Kind.PERSON).size();
        Map<String, String> outOfScope = Map.of(app.field(Kind.PERSON, Trait.COUNTRY), DeleteSteps.NOWHERE);
        String winner = person(app, word + ".winner", outOfScope);
        String survivor = app.vendor().combine(app, app.type(Kind.PERSON), winner, loser);
        Await.noProblem(LIMIT, LOOK_MS, () -> moved(connection, side, survivor));
        app.edit(Kind.PERSON, survivor, Trait.COUNTRY, "Somewhere");
        app.edit(Kind.PERSON, survivor, Trait.CITY, "After " + word);
        EditSteps.await(other, counterpart, Trait.CITY, "After " + word);
        EditSteps.await(other, counterpart, Trait.COUNTRY, "Somewhere");
        int after = other.records(Kind.PERSON).size();
        if (after != before) {
            throw new CheckFailure(other.vendor().app() + " had " + before + " persons and has " + after);
        }
        other.edit(Kind.PERSON, counterpart, Trait.CITY, "Back " + word);
        EditSteps.await(app, survivor, Trait.CITY, "Back " + word);
        return counterpart + " of " + other.vendor().app() + " follows " + survivor + " of " + app.vendor().app();
    }

    /** Out of scope, and linked all the same. */
    private Optional<String> moved(int connection, String side, String survivor) {
        for (JsonNode record : connected.records(connection, "EXCLUDED")) {
            if (record.path(side).asText().equals(survivor) && record.hasNonNull("id_a") && record.hasNonNull("id_b")) {
                return Optional.empty();
            }
        }
        return Optional.of("no link has moved to the survivor " + survivor);
    }

    String bothLinked() {
        String loser = person(a, "both.loser");
        String winner = person(a, "both.winner");
        String ofLoser = EditSteps.awaitOne(z, Kind.PERSON, email("both.loser"));
        String ofWinner = EditSteps.awaitOne(z, Kind.PERSON, email("both.winner"));
        a.vendor().combine(a, a.type(Kind.PERSON), winner, loser);
        Await.noProblem(LIMIT, LOOK_MS, this::noReview);
        var there = z.records(Kind.PERSON);
        if (!there.containsKey(ofLoser) || !there.containsKey(ofWinner)) {
            throw new CheckFailure("a counterpart was deleted in " + z.vendor().app());
        }
        return "both counterparts stay, with a review";
    }

    private Optional<String> noReview() {
        JsonNode records = connected.records(0, "REVIEW");
        for (JsonNode record : records) {
            if (record.toString().contains(REASON)) {
                return Optional.empty();
            }
        }
        return Optional.of("no record is in review for " + REASON + " but " + records.size() + " for other reasons");
    }

    private static String person(Member app, String word) {
        return person(app, word, Map.of());
    }

    private static String person(Member app, String word, Map<String, String> more) {
        Map<String, String> fields = new HashMap<>(app.vendor().combinable());
        fields.putAll(more);
        return app.createPerson("Comb", "Ined", email(word), fields, Optional.empty());
    }

    private static String email(String word) {
        return word + "@combined.example";
    }
}
