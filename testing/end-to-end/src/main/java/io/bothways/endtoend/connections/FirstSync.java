package io.bothways.endtoend.connections;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.endtoend.connections.Member.Kind;
import io.bothways.simulator.kit.people.Trait;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the first sync of a chain of apps has to do, worked out from what they held before: every app has every record,
 * once; no value that was there changes; blanks are filled where the apps agree; who works where is the same.
 */
final class FirstSync {
    private final List<Member> members;
    private final Scene scene;
    private final Map<Kind, List<Map<String, JsonNode>>> before = new EnumMap<>(Kind.class);
    private final List<Map<String, String>> employersBefore;

    /** Remembers what the apps hold now. */
    FirstSync(Scene scene, List<Member> members) {
        this.members = members;
        this.scene = scene;
        for (Kind kind : Kind.values()) {
            before.put(kind, members.stream().map(member -> member.records(kind)).toList());
        }
        this.employersBefore = employers(before.get(Kind.PERSON), before.get(Kind.COMPANY));
    }

    /** Records that an app held before. */
    int held(int member, Kind kind) {
        return before.get(kind).get(member).size();
    }

    /** Whether some app held a person with this key before. */
    boolean knew(String key) {
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).byKey(Kind.PERSON, before.get(Kind.PERSON).get(i)).containsKey(key)) {
                return true;
            }
        }
        return false;
    }

    /** Records that an app has got since, or whose fields or employer have changed. */
    long touched(int member, Kind kind) {
        Map<String, JsonNode> was = before.get(kind).get(member);
        Member app = members.get(member);
        Map<String, JsonNode> now = app.records(kind);
        Map<String, String> employers =
                kind == Kind.PERSON ? employers(app, now, app.records(Kind.COMPANY)) : Map.of();
        return now.entrySet().stream()
                .filter(record -> was.get(record.getKey()) == null
                        || !same(app, kind, was.get(record.getKey()), record.getValue())
                        || isElsewhere(member, app.key(kind, record.getValue()), employers))
                .count();
    }

    private boolean isElsewhere(int member, String key, Map<String, String> employers) {
        String now = employers.getOrDefault(key, "");
        return !now.equals(employersBefore.get(member).getOrDefault(key, ""));
    }

    private boolean same(Member app, Kind kind, JsonNode was, JsonNode is) {
        for (Trait trait : Trait.values()) {
            if (app.has(kind, trait) && !app.value(kind, trait, was).equals(app.value(kind, trait, is))) {
                return false;
            }
        }
        return true;
    }

    /** The first thing that is not yet, or wrongly, done; empty when all is as it should be. */
    Optional<String> problem() {
        Map<Kind, List<Map<String, JsonNode>>> now = new EnumMap<>(Kind.class);
        for (Kind kind : List.of(Kind.COMPANY, Kind.PERSON)) {
            now.put(kind, members.stream().map(member -> member.records(kind)).toList());
            Optional<String> problem = counts(kind, now.get(kind))
                    .or(() -> overwritten(kind, now.get(kind)))
                    .or(() -> unequal(kind, now.get(kind)));
            if (problem.isPresent()) {
                return problem;
            }
        }
        return elsewhere(employers(now.get(Kind.PERSON), now.get(Kind.COMPANY)));
    }

    private Optional<String> counts(Kind kind, List<Map<String, JsonNode>> now) {
        Set<String> all = new HashSet<>();
        for (int i = 0; i < members.size(); i++) {
            all.addAll(members.get(i).byKey(kind, before.get(kind).get(i)).keySet());
        }
        for (int i = 0; i < members.size(); i++) {
            Set<String> keys = members.get(i).byKey(kind, now.get(i)).keySet();
            if (now.get(i).size() != all.size() || !keys.equals(all)) {
                return Optional.of(name(i) + " should have " + all.size() + " of kind " + kind + " and has "
                        + now.get(i).size() + " with " + keys.size() + " different keys");
            }
        }
        return Optional.empty();
    }

    private Optional<String> overwritten(Kind kind, List<Map<String, JsonNode>> now) {
        for (int i = 0; i < members.size(); i++) {
            Member app = members.get(i);
            for (Map.Entry<String, JsonNode> was : before.get(kind).get(i).entrySet()) {
                JsonNode is = now.get(i).get(was.getKey());
                if (is == null) {
                    return Optional.of("record " + was.getKey() + " of " + name(i) + " is gone");
                }
                for (Trait trait : Trait.values()) {
                    if (app.has(kind, trait)
                            && !app.value(kind, trait, was.getValue()).isEmpty()
                            && !app.value(kind, trait, was.getValue()).equals(app.value(kind, trait, is))) {
                        return Optional.of(trait + " of record " + was.getKey() + " of " + name(i)
                                + " was overwritten: '" + app.value(kind, trait, was.getValue()) + "' is now '"
                                + app.value(kind, trait, is) + "'");
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> unequal(Kind kind, List<Map<String, JsonNode>> now) {
        for (int i = 0; i + 1 < members.size(); i++) {
            Member left = members.get(i);
            Member right = members.get(i + 1);
            Map<String, String> ids = right.byKey(kind, now.get(i + 1));
            for (JsonNode record : now.get(i).values()) {
                String key = left.key(kind, record);
                JsonNode other = now.get(i + 1).get(ids.get(key));
                for (Trait trait : compared(kind, left, right)) {
                    String a = left.aspect(kind, trait, record);
                    String b = right.aspect(kind, trait, other);
                    if (!a.equals(b) && !wereDifferent(kind, key, trait)) {
                        return Optional.of(trait + " of " + kind + " " + key + " is '" + a + "' in " + name(i)
                                + " and '" + b + "' in " + name(i + 1));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private List<Trait> compared(Kind kind, Member left, Member right) {
        List<Trait> traits = new ArrayList<>();
        traits.add(kind == Kind.PERSON ? Trait.FULL_NAME : Trait.DOMAIN);
        for (Trait trait : Trait.values()) {
            boolean whole = Set.of(Trait.FULL_NAME, Trait.FIRST_NAME, Trait.LAST_NAME, Trait.DOMAIN).contains(trait);
            // An app that keeps a company's address in one field cannot hold two of them.
            boolean second = kind == Kind.COMPANY && trait == Trait.WEBSITE
                    && !(left.has(kind, Trait.DOMAIN) && right.has(kind, Trait.DOMAIN));
            if (!whole && !second && !scene.isApart(kind, trait) && left.has(kind, trait) && right.has(kind, trait)) {
                traits.add(trait);
            }
        }
        return traits;
    }

    /** Smart merge keeps values that were filled and different; in a chain either of them may fill a blank. */
    private boolean wereDifferent(Kind kind, String key, Trait trait) {
        Set<String> values = new HashSet<>();
        for (int i = 0; i < members.size(); i++) {
            Member app = members.get(i);
            boolean known = trait == Trait.FULL_NAME || trait == Trait.DOMAIN || app.has(kind, trait);
            String id = app.byKey(kind, before.get(kind).get(i)).get(key);
            if (known && id != null) {
                values.add(app.aspect(kind, trait, before.get(kind).get(i).get(id)));
            }
        }
        values.remove("");
        return values.size() > 1;
    }

    private Optional<String> elsewhere(List<Map<String, String>> now) {
        for (int i = 0; i + 1 < members.size(); i++) {
            Map<String, String> right = now.get(i + 1);
            for (Map.Entry<String, String> person : now.get(i).entrySet()) {
                String here = person.getValue();
                String there = right.getOrDefault(person.getKey(), "");
                long different = employersBefore.stream()
                        .map(employers -> employers.getOrDefault(person.getKey(), ""))
                        .filter(company -> !company.isEmpty())
                        .distinct()
                        .count();
                if (!here.equals(there) && different < 2) {
                    return Optional.of(person.getKey() + " works at '" + here + "' in " + name(i) + " and at '" + there
                            + "' in " + name(i + 1));
                }
            }
        }
        return Optional.empty();
    }

    private List<Map<String, String>> employers(
            List<Map<String, JsonNode>> persons, List<Map<String, JsonNode>> companies) {
        List<Map<String, String>> all = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            all.add(employers(members.get(i), persons.get(i), companies.get(i)));
        }
        return all;
    }

    /** In one app: key of a person to the key of the company, or to nothing. */
    private static Map<String, String> employers(
            Member app, Map<String, JsonNode> persons, Map<String, JsonNode> companies) {
        Map<String, String> companyIds = app.view().employers(app.type(Kind.PERSON));
        Map<String, String> keys = new TreeMap<>();
        persons.forEach((id, fields) -> keys.put(
                app.key(Kind.PERSON, fields),
                Optional.ofNullable(companyIds.get(id))
                        .map(companies::get)
                        .filter(Objects::nonNull)
                        .map(company -> app.key(Kind.COMPANY, company))
                        .orElse("")));
        return keys;
    }

    private String name(int member) {
        return members.get(member).vendor().app();
    }
}
