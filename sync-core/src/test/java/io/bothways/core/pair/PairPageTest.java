package io.bothways.core.pair;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mark;
import io.bothways.contracts.configuration.OnDelete;
import io.bothways.contracts.record.ValueType;
import io.bothways.core.PageTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs every row of docs/merge.md about pairs against the rules, and finds the cases that are missing. */
class PairPageTest {
    private static final String HEADING = "Deleted, combined and restored records";
    private static final Mark MARK = new Mark(new MappedField("status", ValueType.TEXT, true, true, false), "gone");
    private static final List<OnDelete> POLICIES = List.of(
            new OnDelete.Ignore(), new OnDelete.Delete(), new OnDelete.Archive(MARK), new OnDelete.Tag(MARK));
    private static final boolean[] BOTH = {true, false};

    /** One case; the facts and the policy are those of the side that the row calls A. */
    private record Case(Presence a, Presence b, OnDelete policy, boolean ours, boolean asked, boolean taken) {
        boolean fits(Map<String, String> row) {
            return in(row.get("A"), a.name())
                    && in(row.get("B"), b.name())
                    && in(row.get("policy"), policy.getClass().getSimpleName())
                    && in(row.get("we did"), ours ? "yes" : "no")
                    && in(row.get("asked"), asked ? "yes" : "no")
                    && in(row.get("taken"), taken ? "yes" : "no");
        }

        private static boolean in(String cell, String word) {
            return cell.equals("*") || Stream.of(cell.split(", ")).anyMatch(word::equals);
        }

        PairDecision decide(boolean swapped) {
            Side side = swapped ? Side.B : Side.A;
            OnDelete other = new OnDelete.Ignore();
            return PairRules.decide(new PairView(swapped ? b : a, swapped ? a : b, swapped ? other : policy,
                    swapped ? policy : other, ours ? Set.of(side) : Set.of(), asked ? Set.of(side) : Set.of(),
                    taken ? Set.of(side) : Set.of()));
        }
    }

    @Test
    void everyCaseHasOneRowAndGoesByIt() {
        List<Map<String, String>> rows = PageTable.under(HEADING);
        for (Case one : cases()) {
            List<Map<String, String>> fitting = rows.stream().filter(one::fits).toList();
            if (!fitting.isEmpty()) {
                assertThat(fitting).as("rows of " + one).hasSize(1);
                String expected = fitting.getFirst().get("what happens");
                assertThat(say(one.decide(false), false)).as(one.toString()).isEqualTo(expected);
                if (one.a != Presence.COMBINED || one.b != Presence.COMBINED) {
                    assertThat(say(one.decide(true), true)).as("swapped " + one).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void noCombinationOfTwoRecordsIsMissing() {
        List<Map<String, String>> rows = PageTable.under(HEADING);
        for (Case one : cases()) {
            Case swapped = new Case(one.b, one.a, one.policy, one.ours, one.asked, one.taken);
            assertThat(rows).as("a row for " + one).anyMatch(row -> one.fits(row) || swapped.fits(row));
        }
    }

    @Test
    void everyRowIsMetByACase() {
        for (Map<String, String> row : PageTable.under(HEADING)) {
            assertThat(cases()).as(row.toString()).anyMatch(one -> one.fits(row));
        }
    }

    @Test
    void asksAPersonWhereBothWereCombinedIntoRecordsThatHaveCounterparts() {
        PairView pair = new PairView(Presence.COMBINED, Presence.COMBINED, new OnDelete.Ignore(), new OnDelete.Ignore(),
                Set.of(), Set.of(), Set.of(Side.A, Side.B));

        assertThat(PairRules.decide(pair)).isEqualTo(new PairDecision.Review(PairDecision.Why.BOTH_LINKED));
    }

    @Test
    void neverTouchesTheOtherRecordBeforeTheAppWasAsked() {
        for (Case one : cases()) {
            PairDecision decision = one.decide(false);
            if (decision instanceof PairDecision.Remove || decision instanceof PairDecision.MarkRecord) {
                assertThat(one.asked && !one.ours).as(one.toString()).isTrue();
            }
        }
    }

    @Test
    void brakesByTheTable() {
        for (Map<String, String> row : PageTable.under("The brake")) {
            boolean held = DeleteBrake.STANDARD.holds(Long.parseLong(row.get("waiting")),
                    Long.parseLong(row.get("gone in the window")), Long.parseLong(row.get("all")));
            assertThat(held ? "yes" : "no").as(row.toString()).isEqualTo(row.get("held"));
        }
    }

    @Test
    void namesABatchByExactlyItsPairs() {
        String name = DeleteBrake.nameOf(List.of("l1", "l2"));

        assertThat(name).isEqualTo(DeleteBrake.nameOf(List.of("l2", "l1", "l1")))
                .isNotEqualTo(DeleteBrake.nameOf(List.of("l1")))
                .isNotEqualTo(DeleteBrake.nameOf(List.of("l1", "l3")))
                .isNotEqualTo(DeleteBrake.nameOf(List.of("l1l2")));
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Presence a : Presence.values()) {
            for (Presence b : Presence.values()) {
                for (OnDelete policy : POLICIES) {
                    for (boolean ours : BOTH) {
                        for (boolean asked : BOTH) {
                            for (boolean taken : BOTH) {
                                cases.add(new Case(a, b, policy, ours, asked, taken));
                            }
                        }
                    }
                }
            }
        }
        return cases;
    }

    private static String say(PairDecision decision, boolean swapped) {
        return switch (decision) {
            case PairDecision.Merge merge -> "Merge";
            case PairDecision.Revive revive -> "Revive";
            case PairDecision.Follow(Side side) -> "Follow " + name(side, swapped);
            case PairDecision.Ask(Side deleted) -> "Ask " + name(deleted, swapped);
            case PairDecision.Remove(Side target) -> "Remove " + name(target, swapped);
            case PairDecision.MarkRecord(Side target, Mark mark, boolean braked) ->
                "MarkRecord " + name(target, swapped) + (braked ? " braked" : "");
            case PairDecision.End(var why) -> "End " + why;
            case PairDecision.Review(var why) -> "Review " + why;
        };
    }

    private static Side name(Side side, boolean swapped) {
        return swapped ? side.other() : side;
    }
}
