package io.bothways.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.endtoend.Pairing.Pair;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the first sync of one object has to do, worked out from what both apps held before: matched pairs stay two
 * records, blanks are filled from the other side, what is only on one side is created on the other, and no value that
 * was there changes.
 */
public final class InitialSync {
    private final Pairing pairing;
    private final World world;
    private final Map<String, JsonNode> beforeA;
    private final Map<String, JsonNode> beforeB;
    private final Map<String, String> idsA;
    private final Map<String, String> idsB;

    /** Remembers what both apps hold now. */
    InitialSync(World world, Pairing pairing) {
        this.world = world;
        this.pairing = pairing;
        beforeA = world.hubspot().records(pairing.typeA());
        beforeB = world.salesforce().records(pairing.typeB());
        idsA = byKey(beforeA, pairing.key().a());
        idsB = byKey(beforeB, pairing.key().b());
    }

    public static InitialSync contacts(World world) {
        return new InitialSync(world, Pairing.CONTACTS);
    }

    /** What has been done. */
    public record Done(long matched, long createdA, long createdB, long filledA, long filledB, long differences) {
        /** Records that both apps hold before, together. */
        public long records() {
            return 2 * matched + createdA + createdB;
        }
    }

    /** The first thing that is not yet, or wrongly, done; empty when all is as it should be. */
    public Optional<String> problem() {
        Map<String, JsonNode> nowA = world.hubspot().records(pairing.typeA());
        Map<String, JsonNode> nowB = world.salesforce().records(pairing.typeB());
        long matched = idsA.keySet().stream().filter(idsB::containsKey).count();
        long all = idsA.size() + idsB.size() - matched;
        if (nowA.size() != all || nowB.size() != all) {
            return Optional.of("there should be " + all + " " + pairing.typeA() + " and " + pairing.typeB()
                    + " and there are " + nowA.size() + " and " + nowB.size());
        }
        Optional<String> changed = changed("HubSpot", beforeA, nowA).or(() -> changed("Salesforce", beforeB, nowB));
        if (changed.isPresent()) {
            return changed;
        }
        Map<String, String> keysA = byKey(nowA, pairing.key().a());
        Map<String, String> keysB = byKey(nowB, pairing.key().b());
        if (keysA.size() != nowA.size() || keysB.size() != nowB.size()) {
            return Optional.of("there are duplicates by " + pairing.key());
        }
        for (Map.Entry<String, String> entry : keysA.entrySet()) {
            String idB = keysB.get(entry.getKey());
            if (idB == null) {
                return Optional.of(pairing.typeA() + " " + entry.getValue() + " has no counterpart");
            }
            Optional<String> unequal = unequal(entry.getValue(), nowA.get(entry.getValue()), idB, nowB.get(idB));
            if (unequal.isPresent()) {
                return unequal;
            }
        }
        return Optional.empty();
    }

    /** Records too many: of one key, on either side. */
    public long duplicates() {
        Map<String, JsonNode> nowA = world.hubspot().records(pairing.typeA());
        Map<String, JsonNode> nowB = world.salesforce().records(pairing.typeB());
        return nowA.size()
                - byKey(nowA, pairing.key().a()).size()
                + nowB.size()
                - byKey(nowB, pairing.key().b()).size();
    }

    /** Whether a value that was there before has changed or vanished, and which. */
    public Optional<String> overwritten() {
        return changed("HubSpot", beforeA, world.hubspot().records(pairing.typeA()))
                .or(() -> changed("Salesforce", beforeB, world.salesforce().records(pairing.typeB())));
    }

    /** What there is to do, by what both apps held before. */
    public Done done() {
        long matched = 0;
        long filledA = 0;
        long filledB = 0;
        long differences = 0;
        for (Map.Entry<String, String> entry : idsA.entrySet()) {
            if (idsB.containsKey(entry.getKey())) {
                matched++;
                JsonNode a = beforeA.get(entry.getValue());
                JsonNode b = beforeB.get(idsB.get(entry.getKey()));
                for (Pair pair : pairing.fields()) {
                    String valueA = Canonical.of(a.path(pair.a()));
                    String valueB = Canonical.of(b.path(pair.b()));
                    filledA += valueA.isEmpty() && !valueB.isEmpty() ? 1 : 0;
                    filledB += valueB.isEmpty() && !valueA.isEmpty() ? 1 : 0;
                    differences += !valueA.isEmpty() && !valueB.isEmpty() && !valueA.equals(valueB) ? 1 : 0;
                }
            }
        }
        return new Done(matched, idsB.size() - matched, idsA.size() - matched, filledA, filledB, differences);
    }

    /** No value that was there may change or vanish. */
    private static Optional<String> changed(String app, Map<String, JsonNode> before, Map<String, JsonNode> now) {
        for (Map.Entry<String, JsonNode> record : before.entrySet()) {
            JsonNode after = now.get(record.getKey());
            if (after == null) {
                return Optional.of("record " + record.getKey() + " of " + app + " is gone");
            }
            for (Map.Entry<String, JsonNode> field : record.getValue().properties()) {
                boolean ours = Pairing.CONTACTS.fields().stream().anyMatch(pair -> named(pair, field.getKey()))
                        || Pairing.COMPANIES.fields().stream().anyMatch(pair -> named(pair, field.getKey()));
                if (ours
                        && !Canonical.of(field.getValue()).isEmpty()
                        && !field.getValue().asText().equals(after.path(field.getKey()).asText())) {
                    return Optional.of(field.getKey() + " of record " + record.getKey() + " of " + app
                            + " was overwritten: '" + field.getValue().asText() + "' is now '"
                            + after.path(field.getKey()).asText() + "'");
                }
            }
        }
        return Optional.empty();
    }

    /** After the sync a pair is equal, or was different before and still is. */
    private Optional<String> unequal(String idA, JsonNode a, String idB, JsonNode b) {
        for (Pair pair : pairing.fields()) {
            String valueA = Canonical.of(a.path(pair.a()));
            String valueB = Canonical.of(b.path(pair.b()));
            boolean wereDifferent = beforeA.containsKey(idA)
                    && beforeB.containsKey(idB)
                    && !Canonical.of(beforeA.get(idA).path(pair.a())).isEmpty()
                    && !Canonical.of(beforeB.get(idB).path(pair.b())).isEmpty();
            if (!valueA.equals(valueB) && !wereDifferent) {
                return Optional.of(pair.a() + " of " + pairing.typeA() + " " + idA + " is '" + valueA + "' and "
                        + pair.b() + " of " + pairing.typeB() + " " + idB + " is '" + valueB + "'");
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> byKey(Map<String, JsonNode> records, String field) {
        Map<String, String> ids = new TreeMap<>();
        new HashMap<>(records).forEach((id, fields) -> ids.put(Canonical.of(fields.path(field)), id));
        return ids;
    }

    private static boolean named(Pair pair, String field) {
        return pair.a().equals(field) || pair.b().equals(field);
    }
}
