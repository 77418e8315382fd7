package io.bothways.merge.link;

import io.bothways.contracts.Side;
import io.bothways.contracts.event.LinkState.Reason;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.write.Failure;
import io.bothways.core.mapping.ReasonCode;
import io.bothways.core.merge.Rewrites;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** What a link remembers besides its records and bases, written as named values: the codec knows these already. */
final class LinkMemory {
    private final Map<String, FieldValue> values;

    private LinkMemory(Map<String, FieldValue> values) {
        this.values = values;
    }

    /** What stands in the text of a memory where a write to this side was refused. */
    static String refused(Side side) {
        return '"' + side.name() + ".refusal.digest\"";
    }

    static Map<String, FieldValue> write(Link link) {
        LinkMemory memory = new LinkMemory(new HashMap<>());
        memory.text("title", link.title());
        memory.set("differences", link.differences());
        memory.number("orphaned", link.orphaned() ? 1 : 0);
        memory.set("conflicts", link.conflicts());
        for (Side side : Side.values()) {
            String prefix = side.name() + ".";
            memory.number(prefix + "revision", link.revision(side));
            memory.number(prefix + "stale", link.staleAnswers(side));
            link.flight(side).ifPresent(flight -> memory.flight(prefix + "flight.", flight));
            link.refusal(side).ifPresent(refusal -> memory.refusal(prefix + "refusal.", refusal));
            memory.set(prefix + "losers", link.losers(side));
        }
        link.rewrites().forEach((mapping, seen) -> memory.text("rewritten." + mapping, Notes.of(seen)));
        link.chosen().forEach((mapping, side) -> memory.text("chosen." + mapping, side.name()));
        link.lost().forEach((mapping, edit) -> {
            memory.values.put("lost." + mapping, edit.value());
            memory.values.put("stood." + mapping, edit.stood());
            memory.text("lost-by." + mapping, edit.side() + " " + edit.field());
        });
        link.removal().ifPresent(removal -> memory.text("removal", Notes.of(removal)));
        memory.number("reasons", link.reasons().size());
        for (int i = 0; i < link.reasons().size(); i++) {
            Reason reason = link.reasons().get(i);
            memory.text("reason." + i + ".code", reason.code());
            memory.text("reason." + i + ".field", reason.field());
            memory.text("reason." + i + ".message", reason.message());
            memory.text("reason." + i + ".app", reason.appMessage());
        }
        return memory.values;
    }

    static LinkMemory read(Map<String, FieldValue> values) {
        return new LinkMemory(values);
    }

    String title() {
        return text("title");
    }

    boolean orphaned() {
        return number("orphaned") == 1;
    }

    Set<String> differences() {
        return set("differences");
    }

    /** Older links say it by their reasons only. */
    Set<String> conflicts() {
        Set<String> conflicts = new TreeSet<>(set("conflicts"));
        reasons().stream()
                .filter(reason -> reason.code().equals(ReasonCode.FIELD_CONFLICT))
                .forEach(reason -> conflicts.add(reason.field()));
        return conflicts;
    }

    Map<String, Rewrites> rewrites() {
        return named("rewritten.", Notes::rewrites);
    }

    Map<String, Side> chosen() {
        return named("chosen.", Side::valueOf);
    }

    Map<String, LostEdit> lost() {
        Map<String, LostEdit> lost = new HashMap<>();
        named("lost-by.", note -> note).forEach((mapping, by) -> lost.put(mapping, new LostEdit(
                Side.valueOf(by.substring(0, 1)), by.substring(2),
                values.getOrDefault("lost." + mapping, FieldValue.CLEARED),
                values.getOrDefault("stood." + mapping, FieldValue.UNREAD))));
        return lost;
    }

    Optional<Removal> removal() {
        return Optional.of(text("removal")).filter(note -> !note.isEmpty()).map(Notes::removal);
    }

    private <T> Map<String, T> named(String prefix, Function<String, T> read) {
        Map<String, T> named = new HashMap<>();
        values.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .forEach(name -> named.put(name.substring(prefix.length()), read.apply(text(name))));
        return named;
    }

    long revision(Side side) {
        return number(side.name() + ".revision");
    }

    int staleAnswers(Side side) {
        return (int) number(side.name() + ".stale");
    }

    Set<String> losers(Side side) {
        return set(side.name() + ".losers");
    }

    Optional<Flight> flight(Side side) {
        String prefix = side.name() + ".flight.";
        String command = text(prefix + "command");
        return command.isEmpty()
                ? Optional.empty()
                : Optional.of(new Flight(command, set(prefix + "fields"), text(prefix + "digest"),
                        part(prefix + "expected."), part(prefix + "seen."), purpose(prefix),
                        Notes.edits(text(prefix + "edits")),
                        text(prefix + "code"), text(prefix + "message"),
                        text(prefix + "app")));
    }

    Optional<Refusal> refusal(Side side) {
        String prefix = side.name() + ".refusal.";
        String digest = text(prefix + "digest");
        return digest.isEmpty()
                ? Optional.empty()
                : Optional.of(new Refusal(digest, number(prefix + "review") == 1,
                        new Failure(text(prefix + "code"), text(prefix + "message"), text(prefix + "app"),
                                text(prefix + "field"), (int) number(prefix + "status"))));
    }

    List<Reason> reasons() {
        List<Reason> reasons = new ArrayList<>();
        for (int i = 0; i < number("reasons"); i++) {
            String prefix = "reason." + i + ".";
            reasons.add(new Reason(text(prefix + "code"), text(prefix + "field"), text(prefix + "message"),
                    text(prefix + "app")));
        }
        return reasons;
    }

    private void flight(String prefix, Flight flight) {
        text(prefix + "command", flight.command());
        set(prefix + "fields", flight.fields());
        text(prefix + "digest", flight.digest());
        flight.expected().forEach((field, value) -> values.put(prefix + "expected." + field, value));
        flight.seen().forEach((field, value) -> values.put(prefix + "seen." + field, value));
        number(prefix + "creates", flight.creates() ? 1 : 0);
        text(prefix + "purpose", flight.purpose().name());
        text(prefix + "edits", Notes.of(flight.edits()));
        text(prefix + "code", flight.waitingCode());
        text(prefix + "message", flight.waitingMessage());
        text(prefix + "app", flight.waitingAppMessage());
    }

    private Flight.Purpose purpose(String prefix) {
        String purpose = text(prefix + "purpose");
        if (purpose.isEmpty()) {
            return number(prefix + "creates") == 1 ? Flight.Purpose.CREATE : Flight.Purpose.CARRY;
        }
        return Flight.Purpose.valueOf(purpose);
    }

    private void refusal(String prefix, Refusal refusal) {
        text(prefix + "digest", refusal.digest());
        number(prefix + "review", refusal.review() ? 1 : 0);
        text(prefix + "code", refusal.failure().code());
        text(prefix + "message", refusal.failure().message());
        text(prefix + "app", refusal.failure().appMessage());
        text(prefix + "field", refusal.failure().field());
        number(prefix + "status", refusal.failure().status());
    }

    private void text(String name, String text) {
        if (!text.isEmpty()) {
            values.put(name, FieldValue.text(text));
        }
    }

    private void number(String name, long number) {
        if (number != 0) {
            values.put(name, FieldValue.of(new Value.Decimal(BigDecimal.valueOf(number))));
        }
    }

    private void set(String name, Set<String> names) {
        if (!names.isEmpty()) {
            values.put(name, FieldValue.of(new Value.OptionSet(new TreeSet<>(names))));
        }
    }

    private Map<String, FieldValue> part(String prefix) {
        Map<String, FieldValue> part = new HashMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), value);
            }
        });
        return part;
    }

    private String text(String name) {
        return values.get(name) instanceof FieldValue.Present(Value.Text(String text)) ? text : "";
    }

    private long number(String name) {
        FieldValue value = values.get(name);
        return value instanceof FieldValue.Present(Value.Decimal(BigDecimal number)) ? number.longValue() : 0;
    }

    private Set<String> set(String name) {
        return values.get(name) instanceof FieldValue.Present(Value.OptionSet(var names)) ? names : Set.of();
    }
}
