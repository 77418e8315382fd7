package io.bothways.core.merge;

import static io.bothways.core.merge.Fixtures.field;
import static io.bothways.core.merge.Fixtures.mapping;
import static io.bothways.core.merge.Fixtures.side;
import static io.bothways.core.merge.Fixtures.stamp;
import static io.bothways.core.merge.Fixtures.sync;
import static io.bothways.core.merge.Fixtures.value;
import static io.bothways.core.merge.Fixtures.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.configuration.Restrictive;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import io.bothways.core.mapping.ReasonCode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkMergeTest {
    /**
     * One row: policy, direction, base A, now A, base B, now B; then what is written to A and B ('.' nothing), which
     * bases move, and the decision. '-' is empty, '?' no base. A was modified later than B.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "SIDE_A    | TWO_WAY | a | a | a | a | . | . | .  | .",
        "SIDE_A    | TWO_WAY | a | n | a | a | . | n | .  | Carried",
        "SIDE_A    | TWO_WAY | a | a | a | n | n | . | .  | Carried",
        "SIDE_A    | TWO_WAY | a | - | a | a | . | - | .  | Carried",
        "SIDE_A    | TWO_WAY | a | n | a | n | . | . | AB | Settled",
        "SIDE_A    | TWO_WAY | a | n | a | m | . | n | .  | Carried Overruled",
        "SIDE_B    | TWO_WAY | a | n | a | m | m | . | .  | Carried Overruled",
        "NEWEST    | TWO_WAY | a | n | a | m | . | n | .  | Carried Overruled",
        "REVIEW    | TWO_WAY | a | n | a | m | . | . | .  | Undecided",
        "REVIEW    | TWO_WAY | a | n | a | a | . | n | .  | Carried",
        "FILL_ONLY | TWO_WAY | a | n | a | m | . | . | AB | Settled",
        "FILL_ONLY | TWO_WAY | a | n | a | a | . | . | A  | Settled",
        "FILL_ONLY | TWO_WAY | - | n | - | - | . | n | .  | Carried",
        "FILL_ONLY | TWO_WAY | a | - | a | a | . | . | A  | Settled",
        "CREATE_ONLY | TWO_WAY | a | n | a | a | . | . | A  | Settled",
        "CREATE_ONLY | TWO_WAY | a | n | a | m | . | . | AB | Settled",
        "CREATE_ONLY | TWO_WAY | ? | a | ? | - | . | . | AB | Settled",
        "CREATE_ONLY | TWO_WAY | ? | a | ? | b | . | . | AB | Settled",
        "CREATE_ONLY | TWO_WAY | a | n | ? | b | . | . | AB | Settled",
        "SIDE_A    | A_TO_B  | a | n | a | a | . | n | .  | Carried",
        "SIDE_A    | A_TO_B  | a | a | a | n | . | . | B  | Settled",
        "SIDE_B    | A_TO_B  | a | n | a | m | . | n | .  | Carried Overruled",
        "SIDE_A    | OFF     | a | n | a | m | . | . | .  | .",
        // The first match: no bases.
        "SIDE_A    | TWO_WAY | ? | a | ? | a | . | . | AB | Settled",
        "SIDE_A    | TWO_WAY | ? | - | ? | - | . | . | AB | Settled",
        "SIDE_A    | TWO_WAY | ? | a | ? | - | . | a | .  | Carried",
        "SIDE_A    | TWO_WAY | ? | - | ? | b | b | . | .  | Carried",
        "SIDE_A    | TWO_WAY | ? | a | ? | b | . | . | AB | Differs",
        "SIDE_A    | A_TO_B  | ? | - | ? | b | . | . | AB | Settled",
        // One base only: a write that nobody told the end of, a newly mapped field.
        "SIDE_A    | TWO_WAY | a | a | ? | a | . | . | AB | Settled",
        "SIDE_A    | TWO_WAY | a | a | ? | - | . | . | AB | Settled",
        "SIDE_A    | TWO_WAY | a | n | ? | a | . | n | .  | Carried",
        "SIDE_A    | TWO_WAY | a | - | ? | b | . | . | AB | Differs",
        "SIDE_A    | TWO_WAY | a | n | ? | b | . | . | AB | Differs",
        // An app said our value in its own way: each side equals its own base, so nothing happens.
        "SIDE_A    | TWO_WAY | a | a | b | b | . | . | .  | .",
        // A field that was not read says nothing.
        "SIDE_A    | TWO_WAY | a | n | a | ? | . | . | .  | .",
    })
    void mergesByTheTable(Policy policy, Direction direction, String baseA, String nowA, String baseB, String nowB,
            String writeA, String writeB, String bases, String decisions) {
        LinkView view = view(side("x", value(baseA), value(nowA), 9_000), side("X", value(baseB), value(nowB), 5_000));

        MergePlan plan = LinkMerge.plan(sync(mapping(ValueType.TEXT, direction, policy)), view);

        assertThat(plan.a().write()).isEqualTo(writes("x", writeA));
        assertThat(plan.b().write()).isEqualTo(writes("X", writeB));
        assertThat(plan.a().bases()).isEqualTo(bases.contains("A") ? Map.of("x", value(nowA)) : Map.of());
        assertThat(plan.b().bases()).isEqualTo(bases.contains("B") ? Map.of("X", value(nowB)) : Map.of());
        assertThat(names(plan)).isEqualTo(decisions.equals(".") ? "" : decisions);
    }

    @Test
    void tellsTheWriterWhatTheDecisionReadAndWhatItExpects() {
        MergePlan plan = LinkMerge.plan(
                sync(mapping(ValueType.TEXT, Direction.TWO_WAY, Policy.SIDE_A)),
                view(side("x", value("a"), value("n"), 0), side("X", value("a"), value("a"), 0)));

        assertThat(plan.b().sources()).isEqualTo(Map.of("x", value("n")));
        assertThat(plan.b().expected()).isEqualTo(Map.of("X", value("a")));
    }

    @Test
    void leavesNewestToAPersonWhereTheClocksAreNoEvidence() {
        ObjectSync pair = sync(mapping(ValueType.TEXT, Direction.TWO_WAY, Policy.NEWEST));
        for (long stampB : new long[] {0, 9_000, 9_999}) {
            MergePlan plan = LinkMerge.plan(pair,
                    view(side("x", value("a"), value("n"), 9_000), side("X", value("a"), value("m"), stampB)));
            assertThat(plan.decisions()).containsExactly(new FieldDecision.Undecided("x", Rule.CLOCKS_TOO_COARSE));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "stop | go   | A", "go  | stop | B", "go  | maybe | A", "- | stop | B", "- | go | B", "stop | - | A",
        "so   | thus | .",
    })
    void letsTheStricterOfTwoEditsStand(String a, String b, String winner) {
        Mapping consent = mapping(ValueType.TEXT, Direction.TWO_WAY, Policy.SIDE_A)
                .withRestrictive(new Restrictive.Ranked(List.of("stop", "go")));

        MergePlan plan = LinkMerge.plan(sync(consent),
                view(side("x", value("was"), value(a), 0), side("X", value("was"), value(b), 0)));

        assertThat(plan.decisions()).last().isEqualTo(winner.equals(".")
                ? new FieldDecision.Undecided("x", Rule.NEITHER_RESTRICTS)
                : new FieldDecision.Overruled("x", Side.valueOf(winner), value(winner.equals("A") ? b : a),
                        Rule.MOST_RESTRICTIVE));
    }

    @Test
    void letsTheLowerOrTheHigherNumberStandAndNeverAnEmptyField() {
        FieldValue five = FieldValue.of(new Value.Decimal(new BigDecimal("5")));
        FieldValue nine = FieldValue.of(new Value.Decimal(new BigDecimal("9.0")));
        Mapping number = mapping(ValueType.DECIMAL, Direction.TWO_WAY, Policy.SIDE_A);
        Mapping lowest = number.withRestrictive(new Restrictive.Lowest());
        Mapping highest = number.withRestrictive(new Restrictive.Highest());

        assertThat(Restriction.stricter(lowest, five, nine, Fixtures.NO_LINKS)).contains(Side.A);
        assertThat(Restriction.stricter(highest, five, nine, Fixtures.NO_LINKS)).contains(Side.B);
        assertThat(Restriction.stricter(lowest, FieldValue.CLEARED, nine, Fixtures.NO_LINKS)).contains(Side.B);
        assertThat(Restriction.stricter(highest, five, FieldValue.CLEARED, Fixtures.NO_LINKS)).contains(Side.A);
    }

    @Test
    void keepsTheLosingValueOfAConflict() {
        MergePlan plan = LinkMerge.plan(
                sync(mapping(ValueType.TEXT, Direction.TWO_WAY, Policy.SIDE_A)),
                view(side("x", value("a"), value("n"), 0), side("X", value("a"), value("m"), 0)));

        assertThat(plan.decisions()).contains(new FieldDecision.Overruled("x", Side.A, value("m"), Rule.SIDE_A));
    }

    @Test
    void letsTheSideStandThatAPersonChose() {
        ObjectSync pair = sync(mapping(ValueType.TEXT, Direction.TWO_WAY, Policy.REVIEW));
        SideView a = side("x", value("a"), value("n"), 0);
        SideView b = side("X", value("a"), value("m"), 0);
        SideView restingA = side("x", value("n"), value("n"), 0);
        SideView restingB = side("X", value("m"), value("m"), 0);

        MergePlan conflict = LinkMerge.plan(pair, chosen(a, b, Side.B));
        MergePlan difference = LinkMerge.plan(pair, chosen(restingA, restingB, Side.A));

        assertThat(conflict.a().write()).isEqualTo(Map.of("x", value("m")));
        assertThat(conflict.decisions()).contains(
                new FieldDecision.Overruled("x", Side.B, value("n"), Rule.CHOSEN));
        assertThat(difference.b().write()).isEqualTo(Map.of("X", value("n")));
        assertThat(difference.differences()).isEmpty();
    }

    private static LinkView chosen(SideView a, SideView b, Side side) {
        return new LinkView(a, b, Set.of("x"), Map.of(), Map.of("x", side), Fixtures.NO_LINKS, "US");
    }

    @Test
    void tellsWhetherASideHoldsAnEditThatTheOtherWasNotToldOf() {
        ObjectSync pair = sync(mapping(ValueType.TEXT, Direction.A_TO_B, Policy.REVIEW));
        LinkView edited = view(side("x", value("a"), value("n"), 0), side("X", value("a"), value("m"), 0));
        LinkView resting = view(side("x", value("a"), value("a "), 0), side("X", value("a"), value("a"), 0));

        assertThat(LinkMerge.edited(pair, Side.A, edited)).isTrue();
        assertThat(LinkMerge.edited(pair, Side.B, edited)).isFalse();
        assertThat(LinkMerge.edited(pair, Side.A, resting)).isFalse();
    }

    @Test
    void listsAFirstDifferenceUntilASideIsEdited() {
        ObjectSync pair = sync(mapping(ValueType.TEXT, Direction.TWO_WAY, Policy.SIDE_A));
        LinkView resting = new LinkView(side("x", value("a"), value("a"), 0), side("X", value("b"), value("b"), 0),
                Set.of("x"), Fixtures.NO_LINKS, "US");
        LinkView edited = new LinkView(side("x", value("a"), value("c"), 0), side("X", value("b"), value("b"), 0),
                Set.of("x"), Fixtures.NO_LINKS, "US");

        assertThat(LinkMerge.plan(pair, resting).differences()).containsExactly("x");
        assertThat(LinkMerge.plan(pair, edited).differences()).isEmpty();
        assertThat(LinkMerge.plan(pair, edited).b().write()).isEqualTo(Map.of("X", value("c")));
    }

    @Test
    void keepsTheValueOfAListedDifferenceThatOurOwnWriteToTheOtherSideReplaces() {
        ObjectSync pair = sync(mapping(ValueType.TEXT, Direction.TWO_WAY, Policy.SIDE_A));
        SideView b = side("X", value("b"), value("b"), 0);
        SideView written = new SideView(Map.of("x", value("c")), Map.of("x", value("a")), stamp(0),
                Map.of("x", new FieldEdit("elsewhere", 0, 1).carried(0)));
        SideView edited = new SideView(Map.of("x", value("c")), Map.of("x", value("a")), stamp(0));

        MergePlan ours = LinkMerge.plan(pair, new LinkView(written, b, Set.of("x"), Fixtures.NO_LINKS, "US"));
        MergePlan persons = LinkMerge.plan(pair, new LinkView(edited, b, Set.of("x"), Fixtures.NO_LINKS, "US"));

        FieldDecision kept = new FieldDecision.Overruled("x", Side.A, value("b"), Rule.ONE_SIDE_CHANGED);
        assertThat(ours.b().write()).isEqualTo(Map.of("X", value("c")));
        assertThat(ours.decisions()).contains(kept);
        assertThat(persons.b().write()).isEqualTo(Map.of("X", value("c")));
        assertThat(persons.decisions()).doesNotContain(kept);
    }

    @Test
    void holdsOnlyTheFieldWhoseOptionHasNoPartner() {
        Mapping option = mapping(ValueType.OPTION, Direction.TWO_WAY, Policy.SIDE_A);
        Mapping text = new Mapping("y", field("y", ValueType.TEXT), field("Y", ValueType.TEXT), Direction.TWO_WAY,
                Policy.SIDE_A, Map.of());
        LinkView view = view(
                new SideView(Map.of("x", option("blue"), "y", value("new")), Map.of(), stamp(0)),
                new SideView(Map.of("X", FieldValue.CLEARED, "Y", FieldValue.CLEARED), Map.of(), stamp(0)));

        MergePlan plan = LinkMerge.plan(sync(option, text), view);

        assertThat(plan.b().write()).isEqualTo(Map.of("Y", value("new")));
        assertThat(plan.decisions()).anySatisfy(decision -> assertThat(decision)
                .isInstanceOfSatisfying(FieldDecision.Held.class,
                        held -> assertThat(held.code()).isEqualTo(ReasonCode.OPTION_UNMAPPED)));
    }

    @Test
    void saysAnOptionInTheOtherSidesWords() {
        ObjectSync pair = sync(mapping(ValueType.OPTION, Direction.TWO_WAY, Policy.SIDE_A));

        MergePlan toB = LinkMerge.plan(pair, view(side("x", FieldValue.UNREAD, option("red"), 0),
                side("X", FieldValue.UNREAD, FieldValue.CLEARED, 0)));
        MergePlan toA = LinkMerge.plan(pair, view(side("x", FieldValue.UNREAD, FieldValue.CLEARED, 0),
                side("X", FieldValue.UNREAD, option("RED"), 0)));

        assertThat(toB.b().write()).isEqualTo(Map.of("X", option("RED")));
        assertThat(toA.a().write()).isEqualTo(Map.of("x", option("red")));
    }

    @Test
    void waitsForTheLinkOfTheRecordThatAFieldPointsTo() {
        ObjectSync pair = sync(mapping(ValueType.REFERENCE, Direction.TWO_WAY, Policy.SIDE_A));
        Value.Reference company = new Value.Reference("companies", "7");
        SideView a = side("x", FieldValue.UNREAD, FieldValue.of(company), 0);
        SideView b = side("X", FieldValue.UNREAD, FieldValue.CLEARED, 0);

        MergePlan before = LinkMerge.plan(pair, view(a, b));
        MergePlan after = LinkMerge.plan(pair, new LinkView(a, b, Set.of(), Fixtures.linked("7", "001"), "US"));

        assertThat(before.decisions()).containsExactly(new FieldDecision.Awaiting("x", Side.A, company));
        assertThat(before.isEmpty()).isTrue();
        assertThat(after.b().write()).isEqualTo(Map.of("X", FieldValue.of(new Value.Reference("Account", "001"))));
    }

    @Test
    void mergesSetsByWhatWasAddedAndRemoved() {
        Mapping tags = new Mapping("x", field("x", ValueType.OPTION_SET), field("X", ValueType.OPTION_SET),
                Direction.TWO_WAY, Policy.REVIEW, Map.of("p", "P", "q", "Q", "r", "R", "s", "S"));
        LinkView view = view(
                side("x", options("p", "q"), options("p", "r"), 0),
                side("X", options("P", "Q"), options("P", "Q", "S"), 0));

        MergePlan plan = LinkMerge.plan(sync(tags), view);

        assertThat(plan.a().write()).isEqualTo(Map.of("x", options("p", "r", "s")));
        assertThat(plan.b().write()).isEqualTo(Map.of("X", options("P", "R", "S")));
    }

    @Test
    void carriesARemovalToNoMemberThatTheOtherSideHasAddedSince() {
        Mapping tags = new Mapping("x", field("x", ValueType.OPTION_SET), field("X", ValueType.OPTION_SET),
                Direction.TWO_WAY, Policy.REVIEW, Map.of("p", "P", "q", "Q"));
        LinkView view = view(
                side("x", options("p", "q"), options("p"), 0),
                side("X", options("P"), options("P", "Q"), 0));

        MergePlan plan = LinkMerge.plan(sync(tags), view);

        assertThat(plan.a().write()).isEqualTo(Map.of("x", options("p", "q")));
        assertThat(plan.b().write()).isEmpty();
    }

    @Test
    void goesOnListingWhatWasBlankedBeforeItToldOfOurWrite() {
        LinkView view = new LinkView(
                side("x", FieldValue.UNREAD, value("-"), 0), side("X", value("a"), value("a"), 0), Set.of("x"),
                Fixtures.NO_LINKS, "US");

        MergePlan plan = LinkMerge.plan(sync(mapping(ValueType.TEXT, Direction.TWO_WAY, Policy.SIDE_A)), view);

        assertThat(plan.a().write()).isEmpty();
        assertThat(plan.differences()).containsExactly("x");
    }

    @Test
    void holdsAClearThatTheOtherAppWouldRefuse() {
        Mapping required = new Mapping("x", field("x", ValueType.TEXT),
                new MappedField("X", ValueType.TEXT, true, true, true), Direction.TWO_WAY, Policy.SIDE_A, Map.of());

        MergePlan plan = LinkMerge.plan(sync(required),
                view(side("x", value("a"), value("-"), 0), side("X", value("a"), value("a"), 0)));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(((FieldDecision.Held) plan.decisions().getFirst()).code())
                .isEqualTo(ReasonCode.REQUIRED_FIELD_CLEARED);
    }

    @Test
    void holdsAValueOfTheWrongType() {
        MergePlan plan = LinkMerge.plan(sync(mapping(ValueType.DECIMAL, Direction.TWO_WAY, Policy.SIDE_A)),
                view(side("x", FieldValue.UNREAD, value("ten"), 0),
                        side("X", FieldValue.UNREAD, FieldValue.of(new Value.Decimal(BigDecimal.ONE)), 0)));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(((FieldDecision.Held) plan.decisions().getFirst()).code()).isEqualTo(ReasonCode.FIELD_WRONG_TYPE);
    }

    @Test
    void writesNothingToAFieldThatTheAppDoesNotLetUsChange() {
        Mapping fixed = new Mapping("x", field("x", ValueType.TEXT),
                new MappedField("X", ValueType.TEXT, true, false, false), Direction.TWO_WAY, Policy.SIDE_A, Map.of());

        MergePlan plan = LinkMerge.plan(sync(fixed),
                view(side("x", value("a"), value("n"), 0), side("X", value("a"), value("a"), 0)));

        assertThat(plan.b().write()).isEmpty();
    }

    @Test
    void plansARecordWithItsMatchKeysAndWithoutItsBlanks() {
        Mapping email = new Mapping("x", field("x", ValueType.EMAIL), field("X", ValueType.EMAIL), Direction.TWO_WAY,
                Policy.SIDE_A, Map.of());
        Mapping blank = new Mapping("y", field("y", ValueType.TEXT), field("Y", ValueType.TEXT), Direction.TWO_WAY,
                Policy.SIDE_A, Map.of());

        CreatePlan plan = LinkMerge.planCreate(sync(email, blank), Side.A, new CreateView(
                Map.of("x", value("a@b.org"), "y", FieldValue.CLEARED), Fixtures.NO_LINKS, "US"));

        assertThat(plan.ready()).isTrue();
        assertThat(plan.fields()).isEqualTo(Map.of("X", value("a@b.org")));
        assertThat(plan.sources()).isEqualTo(Map.of("x", value("a@b.org")));
        assertThat(plan.matchKeys()).isEqualTo(Map.of("X", value("a@b.org")));
    }

    @Test
    void waitsForTheDataThatACreateRequires() {
        Mapping name = new Mapping("x", field("x", ValueType.TEXT),
                new MappedField("X", ValueType.TEXT, true, true, true), Direction.TWO_WAY, Policy.SIDE_A, Map.of());

        CreatePlan plan = LinkMerge.planCreate(sync(name), Side.A,
                new CreateView(Map.of("x", FieldValue.CLEARED), Fixtures.NO_LINKS, "US"));

        assertThat(plan.ready()).isFalse();
        assertThat(plan.missing()).containsExactly("X");
    }

    private static Map<String, FieldValue> writes(String field, String text) {
        return text.equals(".") ? Map.of() : Map.of(field, value(text));
    }

    private static FieldValue option(String name) {
        return FieldValue.of(new Value.Option(name));
    }

    private static FieldValue options(String... names) {
        return FieldValue.of(new Value.OptionSet(new TreeSet<>(List.of(names))));
    }

    private static String names(MergePlan plan) {
        return String.join(" ", plan.decisions().stream().map(d -> d.getClass().getSimpleName()).toList());
    }
}
