package io.bothways.endtoend.connections;

import io.bothways.endtoend.Await;
import io.bothways.endtoend.CheckFailure;
import io.bothways.endtoend.connections.Member.Kind;
import io.bothways.simulator.kit.people.Trait;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Edits by people in the first and the last app of a scene, each judged by what the other one holds. */
final class EditSteps {
    private static final long LOOK_MS = 100;
    private final Member a;
    private final Member z;
    private int next;

    EditSteps(List<Member> members) {
        this.a = members.getFirst();
        this.z = members.getLast();
    }

    String there() {
        return edit(a, z, Trait.CITY, "Edited there");
    }

    String back() {
        return edit(z, a, Trait.CITY, "Edited back");
    }

    String clearThere() {
        return clear(a, z);
    }

    String clearBack() {
        return clear(z, a);
    }

    String differentFields() {
        Pair pair = pair(a, z);
        a.edit(Kind.PERSON, pair.from(), Trait.CITY, "City of the first");
        z.edit(Kind.PERSON, pair.to(), Trait.COUNTRY, "Country of the last");
        await(z, pair.to(), Trait.CITY, "City of the first");
        await(a, pair.from(), Trait.COUNTRY, "Country of the last");
        await(a, pair.from(), Trait.CITY, "City of the first");
        await(z, pair.to(), Trait.COUNTRY, "Country of the last");
        return pair.key() + ": both edits hold on both sides";
    }

    String createThere() {
        return create(a, z, "nordlicht");
    }

    String createBack() {
        return create(z, a, "sudwind");
    }

    String changedEmail() {
        Pair pair = pair(a, z);
        int before = z.records(Kind.PERSON).size();
        a.edit(Kind.PERSON, pair.from(), Trait.EMAIL, "moved.house@elsewhere.example");
        await(z, pair.to(), Trait.EMAIL, "moved.house@elsewhere.example");
        int after = z.records(Kind.PERSON).size();
        if (after != before) {
            throw new CheckFailure("there were " + before + " persons and now there are " + after);
        }
        return "the same record " + pair.to();
    }

    private String edit(Member from, Member to, Trait trait, String value) {
        Pair pair = pair(from, to);
        from.edit(Kind.PERSON, pair.from(), trait, value);
        await(to, pair.to(), trait, value);
        return pair.key();
    }

    private String clear(Member from, Member to) {
        Pair pair = pair(from, to);
        from.edit(Kind.PERSON, pair.from(), Trait.COUNTRY, "Soon gone");
        await(to, pair.to(), Trait.COUNTRY, "Soon gone");
        from.edit(Kind.PERSON, pair.from(), Trait.COUNTRY, null);
        await(to, pair.to(), Trait.COUNTRY, "");
        return pair.key();
    }

    private static String create(Member from, Member to, String word) {
        String domain = word + ".example";
        String company = from.createCompany("Firma " + word, domain);
        String email = "nora@" + domain;
        from.createPerson("Nora", "Licht", email, Map.of(), Optional.of(company));
        String person = awaitOne(to, Kind.PERSON, email);
        String firm = awaitOne(to, Kind.COMPANY, domain);
        Await.noProblem(Connected.PATIENCE, LOOK_MS, () -> {
            String works = to.view().employers(to.type(Kind.PERSON)).getOrDefault(person, "");
            return works.equals(firm)
                    ? Optional.empty()
                    : Optional.of("Nora works at '" + works + "' in " + to.vendor().app() + " and not at " + firm);
        });
        return "Nora came to " + to.vendor().app() + " with her company";
    }

    /** Waits until exactly one living record has the key, and returns its id. */
    static String awaitOne(Member app, Kind kind, String key) {
        Await.noProblem(Connected.PATIENCE, LOOK_MS, () -> {
            int found = app.withKey(kind, key).size();
            return found == 1
                    ? Optional.empty()
                    : Optional.of(found + " records of kind " + kind + " with " + key + " in " + app.vendor().app()
                            + " instead of 1");
        });
        return app.withKey(kind, key).getFirst();
    }

    /** Waits until a person's trait holds the value. */
    static void await(Member app, String id, Trait trait, String value) {
        Await.noProblem(Connected.PATIENCE, LOOK_MS, () -> {
            String seen = app.now(Kind.PERSON, id, trait);
            return seen.strip().equalsIgnoreCase(value)
                    ? Optional.empty()
                    : Optional.of(trait + " of person " + id + " in " + app.vendor().app() + " should be '" + value
                            + "' and is '" + seen + "'");
        });
    }

    /** The first of these persons whose trait is not the word and their number; empty where there is none. */
    static Optional<String> unequal(Member app, Map<String, String> ids, List<String> keys, Trait trait, String word) {
        var records = app.records(Kind.PERSON);
        for (int i = 0; i < keys.size(); i++) {
            String seen = app.value(Kind.PERSON, trait, records.get(ids.get(keys.get(i))));
            if (!seen.equalsIgnoreCase(word + i)) {
                return Optional.of(trait + " of " + keys.get(i) + " in " + app.vendor().app() + " is '" + seen
                        + "' and should be '" + word + i + "'");
            }
        }
        return Optional.empty();
    }

    /** A person that both apps have; each step takes another one. */
    private record Pair(String key, String from, String to) {}

    private Pair pair(Member from, Member to) {
        Map<String, String> here = from.byKey(Kind.PERSON, from.records(Kind.PERSON));
        Map<String, String> there = to.byKey(Kind.PERSON, to.records(Kind.PERSON));
        String key = here.keySet().stream()
                .filter(there::containsKey)
                .skip(next++)
                .findFirst()
                .orElseThrow(() -> new CheckFailure("too few persons in common"));
        return new Pair(key, here.get(key), there.get(key));
    }
}
