package io.bothways.core.merge;

import static io.bothways.core.merge.Fixtures.field;
import static io.bothways.core.merge.Fixtures.sync;
import static io.bothways.core.merge.Fixtures.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.configuration.Restrictive;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import io.bothways.core.PageTable;
import io.bothways.core.mapping.References;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs every row of docs/merge.md about fields against the merge, and finds the rows that are missing. */
class MergePageTest {
    private static final FieldEdit LATER = new FieldEdit("", 9_000, 1_000);
    private static final FieldEdit EARLIER = new FieldEdit("", 5_000, 1_000);

    /** What the sides can hold, where {@code n} on both sides is one value and {@code m} only ever B's own. */
    private static final Map<String, List<States>> CASES = Map.of(
            "One side or both changed since they agreed",
            List.of(new States("a", "a", "a n -", "a m - n"), new States("-", "-", "- n", "- m n")),
            "The first match", List.of(new States("?", "?", "- n", "- m n")),
            "Only one side's base is known",
            List.of(new States("a", "?", "a n -", "a m - n"), new States("-", "?", "- n", "- m n")),
            "An app said our value in its own words", List.of(new States("a", "b", "a n", "b m")),
            "One direction only",
            List.of(new States("a", "a", "a n -", "a m - n"), new States("-", "-", "- n", "- m n"),
                    new States("?", "?", "- n", "- m n")));

    private record States(String baseA, String baseB, String nowA, String nowB) {
        Stream<String> all() {
            return Stream.of(nowA.split(" ")).flatMap(a -> Stream.of(nowB.split(" "))
                    .filter(b -> !b.equals("n") || a.equals("n"))
                    .map(b -> String.join(" ", baseA, a, baseB, b)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "One side or both changed since they agreed", "The first match", "Only one side's base is known",
        "An app said our value in its own words", "One direction only",
    })
    void everyRowIsWhatTheMergeDoesAndNoneIsMissing(String heading) {
        boolean oneWay = heading.equals("One direction only");
        Set<String> shown = new TreeSet<>();
        for (Map<String, String> row : PageTable.under(heading)) {
            for (Policy policy : policies(row.get("policy"))) {
                String state = Stream.of("base A", "A", "base B", "B").map(row::get).collect(Collectors.joining(" "));
                assertThat(shown.add(policy + " " + state)).as("shown once: " + row).isTrue();
                check(row, policy, oneWay ? Direction.A_TO_B : Direction.TWO_WAY, false);
                if (oneWay) {
                    check(row, policy, Direction.B_TO_A, true);
                }
            }
        }
        Set<String> cases = CASES.get(heading).stream().flatMap(States::all)
                .flatMap(state -> Arrays.stream(Policy.values()).map(policy -> policy + " " + state))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(shown).isEqualTo(cases);
    }

    private static void check(Map<String, String> row, Policy policy, Direction direction, boolean swapped) {
        String first = swapped ? "B" : "A";
        String second = swapped ? "A" : "B";
        SideView a = view("x", row.get("base " + first), row.get(first), swapped ? EARLIER : LATER);
        SideView b = view("X", row.get("base " + second), row.get(second), swapped ? LATER : EARLIER);

        MergePlan plan = LinkMerge.plan(sync(mapping(policy, direction)), Fixtures.view(a, b));

        assertThat(written(plan.on(swapped ? Side.B : Side.A))).as("to A of " + row).isEqualTo(row.get("to A"));
        assertThat(written(plan.on(swapped ? Side.A : Side.B))).as("to B of " + row).isEqualTo(row.get("to B"));
        String bases = (plan.on(swapped ? Side.B : Side.A).bases().isEmpty() ? "" : "A")
                + (plan.on(swapped ? Side.A : Side.B).bases().isEmpty() ? "" : "B");
        assertThat(bases.isEmpty() ? "." : bases).as("base of " + row).isEqualTo(row.get("base"));
        assertThat(decisions(plan)).as("decision of " + row).isEqualTo(row.get("decision"));
        assertThat(rules(plan)).as("rule of " + row).isEqualTo(row.get("rule"));
    }

    @Test
    void saysWhichEditWasLater() {
        for (Map<String, String> row : PageTable.under("Which edit was later")) {
            FieldEdit a = new FieldEdit("", number(row, "A at"), number(row, "A tick"));
            FieldEdit b = new FieldEdit("", number(row, "B at"), number(row, "B tick"));

            assertThat(a.after(b) ? "A" : b.after(a) ? "B" : "nobody knows").as(row.toString())
                    .isEqualTo(row.get("later"));
        }
    }

    @Test
    void saysWhenTwoValuesAreOneEdit() {
        for (Map<String, String> row : PageTable.under("One edit that came by two ways")) {
            MergePlan plan = LinkMerge.plan(sync(mapping(Policy.NEWEST, Direction.TWO_WAY)), Fixtures.view(
                    view("x", "a", row.get("A"), edit(row.get("edit A"))),
                    view("X", "a", row.get("B"), edit(row.get("edit B")))));

            assertThat(decisions(plan) + " " + rules(plan)).as(row.toString())
                    .isEqualTo(row.get("decision") + " " + row.get("rule"));
        }
    }

    private static FieldEdit edit(String root) {
        return root.equals(".") ? FieldEdit.UNKNOWN : new FieldEdit(root, 0, 1);
    }

    @Test
    void carriesTheLaterOfTwoEditsThatGoRoundARing() {
        for (Map<String, String> row : PageTable.under("Two edits that go round a ring")) {
            FieldEdit came = edit(row.get("edit A"));
            Mapping pair = mapping(Policy.valueOf(row.get("policy")), Direction.TWO_WAY);
            MergePlan plan = LinkMerge.plan(sync(pair), new LinkView(
                    view("x", "a", row.get("A"), row.get("A came").equals("carried") ? came.carried(0) : came),
                    view("X", "a", row.get("B"), edit(row.get("edit B"))),
                    Set.of(), Map.of(), Map.of(), Fixtures.NO_LINKS, "US", row.get("ring").equals("yes")));

            assertThat(written(plan.a())).as("to A of " + row).isEqualTo(row.get("to A"));
            assertThat(written(plan.b())).as("to B of " + row).isEqualTo(row.get("to B"));
            assertThat(rules(plan)).as(row.toString()).startsWith(row.get("rule"));
        }
    }

    @Test
    void mergesSetsByTheTable() {
        Mapping friends = new Mapping("x", field("x", ValueType.REFERENCE_SET), field("X", ValueType.REFERENCE_SET),
                Direction.TWO_WAY, Policy.REVIEW, Map.of());
        References links = (from, reference) -> reference.id().equals("z")
                ? new References.Counterpart.Unlinked()
                : new References.Counterpart.Linked(reference);
        for (Map<String, String> row : PageTable.under("Sets")) {
            Map<String, FieldValue> baseA = row.get("base").equals("?") ? Map.of() : Map.of("x", set(row.get("base")));
            Map<String, FieldValue> baseB = row.get("base").equals("?")
                    ? Map.of()
                    : Map.of("X", set(row.get("base").replace("z", "").strip()));
            MergePlan plan = LinkMerge.plan(sync(friends), new LinkView(
                    new SideView(Map.of("x", set(row.get("A"))), baseA, FieldEdit.UNKNOWN),
                    new SideView(Map.of("X", set(row.get("B"))), baseB, FieldEdit.UNKNOWN), Set.of(), links, "US"));

            assertThat(written(plan.a())).as("to A of " + row).isEqualTo(row.get("to A"));
            assertThat(written(plan.b())).as("to B of " + row).isEqualTo(row.get("to B"));
            assertThat(plan.decisions().stream().filter(FieldDecision.Awaiting.class::isInstance)
                    .map(decision -> ((FieldDecision.Awaiting) decision).reference().id())
                    .collect(Collectors.joining(" "))).as("waits of " + row)
                    .isEqualTo(row.get("waits").equals(".") ? "" : row.get("waits"));
        }
    }

    private static FieldValue set(String members) {
        if (members.equals("-")) {
            return FieldValue.CLEARED;
        }
        return FieldValue.of(new Value.ReferenceSet(Stream.of(members.split(" "))
                .map(id -> new Value.Reference("friends", id))
                .collect(Collectors.toCollection(TreeSet::new))));
    }

    @Test
    void holdsWhatRewritesOurWrites() {
        String heading = "What rewrites our writes";
        assertThat(PageTable.text(heading)).contains("within " + Rewrites.SOON_MILLIS / 1_000 + " seconds")
                .contains("After " + Rewrites.MOST + " rewrites");
        for (Map<String, String> row : PageTable.under(heading)) {
            Rewrites memory = Rewrites.afterWrite(Optional.empty(), Side.B, 1_000);
            for (int round = 1; round <= 5; round++) {
                String what = row.get("round " + round);
                if (!what.equals(".")) {
                    memory = round(memory, what, "value " + round);
                }
            }
            assertThat(memory.held() ? "yes" : "no").as(row.toString()).isEqualTo(row.get("held"));
        }
    }

    /** A change in its time on its side; then the write to the other side that it leads to, at once. */
    private static Rewrites round(Rewrites before, String what, String text) {
        Side side = what.equals("other side") ? before.written().other() : before.written();
        long at = before.at() + (what.equals("person") ? Rewrites.SOON_MILLIS + 1 : 1_000);
        SideView resting = view(side == Side.A ? "X" : "x", "a", "a", FieldEdit.UNKNOWN);
        SideView changed = view(side == Side.A ? "x" : "X", "a", text, new FieldEdit("", at, 1));
        MergePlan plan = LinkMerge.plan(sync(mapping(Policy.REVIEW, Direction.TWO_WAY)), new LinkView(
                side == Side.A ? changed : resting, side == Side.A ? resting : changed, Set.of(),
                Map.of("x", before), Map.of(), Fixtures.NO_LINKS, "US"));
        Rewrites after = plan.rewrites().get("x");
        return after.held() ? after : Rewrites.afterWrite(Optional.of(after), side.other(), at);
    }

    private static Mapping mapping(Policy policy, Direction direction) {
        Mapping plain = Fixtures.mapping(ValueType.TEXT, direction, policy);
        return policy == Policy.MOST_RESTRICTIVE
                ? plain.withRestrictive(new Restrictive.Ranked(List.of("m", "n", "a")))
                : plain;
    }

    private static SideView view(String field, String base, String now, FieldEdit edited) {
        Map<String, FieldValue> bases = base.equals("?") ? Map.of() : Map.of(field, value(base));
        return new SideView(Map.of(field, value(now)), bases, edited);
    }

    private static Set<Policy> policies(String cell) {
        if (cell.startsWith("all")) {
            Set<Policy> all = EnumSet.allOf(Policy.class);
            all.removeAll(cell.equals("all") ? Set.of() : policies(cell.substring("all but ".length())));
            return all;
        }
        return Stream.of(cell.split(", ")).map(Policy::valueOf).collect(Collectors.toCollection(HashSet::new));
    }

    private static long number(Map<String, String> row, String column) {
        return Long.parseLong(row.get(column));
    }

    private static String written(SidePlan side) {
        if (side.write().isEmpty()) {
            return ".";
        }
        return switch (side.write().values().iterator().next()) {
            case FieldValue.Present(Value.Text(String text)) -> text;
            case FieldValue.Present(Value.ReferenceSet(var members)) ->
                members.stream().map(Value.Reference::id).collect(Collectors.joining(" "));
            case FieldValue.Present other -> other.toString();
            case FieldValue.Cleared cleared -> "-";
            case FieldValue.Unread unread -> "?";
        };
    }

    private static String decisions(MergePlan plan) {
        String all = plan.decisions().stream().map(decision -> decision.getClass().getSimpleName())
                .collect(Collectors.joining(" "));
        return all.isEmpty() ? "." : all;
    }

    private static String rules(MergePlan plan) {
        String all = plan.decisions().stream().map(decision -> decision.rule().name()).distinct()
                .collect(Collectors.joining(" "));
        return all.isEmpty() ? "." : all;
    }
}
