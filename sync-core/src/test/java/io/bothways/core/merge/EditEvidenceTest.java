package io.bothways.core.merge;

import static io.bothways.core.merge.Fixtures.field;
import static io.bothways.core.merge.Fixtures.mapping;
import static io.bothways.core.merge.Fixtures.sync;
import static io.bothways.core.merge.Fixtures.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as evidence of which edit was later, and of two values being one edit. */
class EditEvidenceTest {
    private static final long DAY = 86_400_000;

    /** Stamp and tick of A, stamp and tick of B, who is newer ('.' nobody knows). */
    @ParameterizedTest
    @CsvSource({
        "5000, 1000, 4000, 1000, A", "4000, 1000, 5000, 1000, B", "4000, 1000, 4999, 1000, .", "5000, 1, 4999, 1, A",
        "5000, 1, 5000, 1, .", "0, 1, 5000, 1, .", "5000, 1, 0, 1, .",
        // A clock of days: an edit of the same day may have been before or after, one of the day before was before.
        "86400000, 86400000, 90000000, 1, .", "86400000, 86400000, 172800000, 1, B", "86400000, 86400000, 80000000, 1, A",
        "86400000, 86400000, 86400000, 86400000, .", "172800000, 86400000, 86400000, 86400000, A",
    })
    void sideIsNewerOnlyWhereTheOtherClocksTickWasOver(long atA, long tickA, long atB, long tickB, String newer) {
        MergePlan plan = plan(new FieldEdit("", atA, tickA), Map.of(), new FieldEdit("", atB, tickB), Map.of());

        assertThat(plan.decisions()).last().isEqualTo(newer.equals(".")
                ? new FieldDecision.Undecided("x", Rule.CLOCKS_TOO_COARSE)
                : new FieldDecision.Overruled("x", Side.valueOf(newer), value(newer.equals("A") ? "m" : "n"),
                        Rule.NEWEST));
    }

    @Test
    void goesByTheFieldsOwnEditWhereTheRecordsStampMovedForAnotherReason() {
        MergePlan plan = plan(new FieldEdit("", 9_000, 1), Map.of("x", new FieldEdit("", 2_000, 1)),
                new FieldEdit("", 5_000, 1), Map.of());

        assertThat(plan.a().write()).isEqualTo(Map.of("x", value("m")));
    }

    @Test
    void goesByTheClockOfTheAppThatTheEditWasMadeIn() {
        MergePlan plan = plan(new FieldEdit("", 9_000, 1), Map.of("x", new FieldEdit("edit", 0, DAY)),
                new FieldEdit("", 5_000, 1), Map.of());

        assertThat(plan.decisions()).containsExactly(new FieldDecision.Undecided("x", Rule.CLOCKS_TOO_COARSE));
    }

    @Test
    void takesOneEditThatCameByTwoWaysForAgreement() {
        Map<String, FieldEdit> edits = Map.of("x", new FieldEdit("edit 1", 3_000, 1));
        Map<String, FieldEdit> sameOnB = Map.of("X", new FieldEdit("edit 1", 3_000, 1));

        MergePlan plan = plan(FieldEdit.UNKNOWN, edits, FieldEdit.UNKNOWN, sameOnB);

        assertThat(plan.decisions()).containsExactly(new FieldDecision.Settled("x", Rule.SAME_EDIT));
        assertThat(plan.a().bases()).isEqualTo(Map.of("x", value("n")));
        assertThat(plan.b().bases()).isEqualTo(Map.of("X", value("m")));
    }

    @Test
    void takesOneEditForAgreementAlsoAtTheFirstMatch() {
        SideView a = new SideView(Map.of("x", value("n")), Map.of(), FieldEdit.UNKNOWN,
                Map.of("x", new FieldEdit("edit 1", 0, 1)));
        SideView b = new SideView(Map.of("X", value("N.")), Map.of(), FieldEdit.UNKNOWN,
                Map.of("X", new FieldEdit("edit 1", 0, 1)));

        MergePlan plan = LinkMerge.plan(
                sync(mapping(ValueType.TEXT, Direction.TWO_WAY, Policy.REVIEW)), Fixtures.view(a, b));

        assertThat(plan.decisions()).containsExactly(new FieldDecision.Settled("x", Rule.SAME_EDIT));
        assertThat(plan.differences()).isEmpty();
    }

    @Test
    void mergesTheMembersOfASetWhateverEditItGoesBackTo() {
        Mapping tags = new Mapping("x", field("x", ValueType.OPTION_SET), field("X", ValueType.OPTION_SET),
                Direction.TWO_WAY, Policy.REVIEW, Map.of("p", "P", "q", "Q"));
        FieldEdit edit = new FieldEdit("edit 1", 0, 1);

        MergePlan plan = LinkMerge.plan(sync(tags), Fixtures.view(
                new SideView(Map.of("x", tags("p", "q")), Map.of("x", FieldValue.CLEARED), edit),
                new SideView(Map.of("X", tags("P")), Map.of("X", FieldValue.CLEARED), edit)));

        assertThat(plan.b().write()).isEqualTo(Map.of("X", tags("P", "Q")));
    }

    private static FieldValue tags(String... names) {
        return FieldValue.of(new Value.OptionSet(new TreeSet<>(List.of(names))));
    }

    @Test
    void neverTakesTwoEditsOfUnknownOriginForOne() {
        MergePlan plan = plan(FieldEdit.UNKNOWN, Map.of(), FieldEdit.UNKNOWN, Map.of());

        assertThat(plan.decisions()).containsExactly(new FieldDecision.Undecided("x", Rule.CLOCKS_TOO_COARSE));
    }

    private static MergePlan plan(
            FieldEdit a, Map<String, FieldEdit> editsA, FieldEdit b, Map<String, FieldEdit> editsB) {
        return LinkMerge.plan(sync(mapping(ValueType.TEXT, Direction.TWO_WAY, Policy.NEWEST)), new LinkView(
                new SideView(Map.of("x", value("n")), Map.of("x", value("a")), a, editsA),
                new SideView(Map.of("X", value("m")), Map.of("X", value("a")), b, editsB),
                Set.of(), Fixtures.NO_LINKS, "US"));
    }
}
