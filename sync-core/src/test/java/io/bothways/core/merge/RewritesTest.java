package io.bothways.core.merge;

import static io.bothways.core.merge.Fixtures.mapping;
import static io.bothways.core.merge.Fixtures.sync;
import static io.bothways.core.merge.Fixtures.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.ValueType;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two apps and one field, in virtual time: what the merge carries is written at once and told word for word. */
class RewritesTest {
    private static final long SECOND = 1_000;

    private final ObjectSync pair = sync(mapping(ValueType.TEXT, Direction.TWO_WAY, Policy.SIDE_A));
    private final Map<Side, FieldValue> now = new EnumMap<>(Side.class);
    private final Map<Side, FieldValue> base = new EnumMap<>(Side.class);
    private final Map<Side, Long> stamps = new EnumMap<>(Side.class);
    private final Map<Side, UnaryOperator<String>> automations = new EnumMap<>(Side.class);
    private Map<String, Rewrites> rewrites = Map.of();
    private long clock = 1_000_000;
    private int writes;

    @BeforeEach
    void bothHoldTheSame() {
        for (Side side : Side.values()) {
            now.put(side, value("one"));
            base.put(side, value("one"));
            stamps.put(side, clock);
        }
    }

    @Test
    void stopsTwoAutomationsThatRewriteEachOthersValueAfterAFewRounds() {
        automations.put(Side.A, String::toLowerCase);
        automations.put(Side.B, String::toUpperCase);

        edit(Side.A, "two");

        assertThat(writes).isEqualTo(Rewrites.MOST);
        assertThat(plan().decisions()).containsExactly(new FieldDecision.Stopped("x", Side.A));
        assertThat(plan().isEmpty()).isTrue();
    }

    @Test
    void neverCountsPeopleWhoToggleAValue() {
        for (int i = 0; i < 50; i++) {
            edit(Side.A, i % 2 == 0 ? "on" : "off");
        }

        assertThat(writes).isEqualTo(50);
        assertThat(rewrites.get("x").rounds()).isZero();
    }

    @Test
    void neverCountsPeopleWhoAnswerEachOtherInTheirOwnTime() {
        for (int i = 0; i < 20; i++) {
            clock += Rewrites.SOON_MILLIS + SECOND;
            edit(i % 2 == 0 ? Side.A : Side.B, "word " + i % 3);
        }

        assertThat(writes).isEqualTo(20);
    }

    @Test
    void letsAnAutomationThatComesToRestPass() {
        automations.put(Side.B, String::toUpperCase);

        edit(Side.A, "two");
        edit(Side.A, "three");

        assertThat(now).containsValue(value("THREE")).containsOnlyKeys(Side.A, Side.B);
        assertThat(writes).isEqualTo(4);
    }

    @Test
    void goesOnWithAValueThatDidNotGoRound() {
        stopped();
        automations.clear();

        edit(Side.B, "three");

        assertThat(now).isEqualTo(Map.of(Side.A, value("three"), Side.B, value("three")));
    }

    @Test
    void keepsAnAnswerThatNobodyHasSeenYetWhereAnotherValueReleasesTheHold() {
        stopped();
        automations.clear();
        edit(Side.A, "three");

        now.put(Side.B, value("four"));

        assertThat(plan().decisions()).contains(
                new FieldDecision.Overruled("x", Side.B, value("three"), Rule.RELEASED));
    }

    @Test
    void staysStoppedWhileTheSameValuesGoRound() {
        stopped();
        int before = writes;
        automations.clear();

        edit(Side.B, "two");
        edit(Side.B, "TWO");

        assertThat(writes).isEqualTo(before);
    }

    @Test
    void staysStoppedWhenTheLastWriteIsAnsweredWithYetAnotherValue() {
        stopped();
        int before = writes;
        automations.clear();

        edit(Side.A, "three");

        assertThat(writes).isEqualTo(before);
        assertThat(plan().decisions()).containsExactly(new FieldDecision.Stopped("x", Side.A));
    }

    @Test
    void goesOnWithAnotherValueThatComesTooLateForAnAnswer() {
        stopped();
        automations.clear();
        clock += Rewrites.SOON_MILLIS;

        edit(Side.A, "three");

        assertThat(now).isEqualTo(Map.of(Side.A, value("three"), Side.B, value("three")));
    }

    @Test
    void goesOnWhereItWasWhenAPersonReleasesIt() {
        stopped();
        automations.clear();

        rewrites = Map.of();
        settle();

        assertThat(now.get(Side.A)).isEqualTo(now.get(Side.B));
    }

    @Test
    void countsOneRewriteOnceHoweverOftenItIsDecided() {
        rewrites = Map.of("x", Rewrites.afterWrite(Optional.empty(), Side.B, clock));
        now.put(Side.B, value("ONE!"));
        stamps.put(Side.B, clock + SECOND);

        for (int i = 0; i < 10; i++) {
            rewrites = plan().rewrites();
        }

        assertThat(rewrites.get("x").rounds()).isEqualTo(1);
    }

    @Test
    void remembersAFewValuesOnly() {
        automations.put(Side.A, text -> text + "!");
        automations.put(Side.B, text -> text + "?");

        edit(Side.A, "two");
        for (int i = 0; i < 20; i++) {
            edit(Side.A, "again " + i);
        }

        assertThat(rewrites.get("x").values().size()).isLessThanOrEqualTo(3 * Rewrites.MOST);
    }

    private void stopped() {
        automations.put(Side.A, String::toLowerCase);
        automations.put(Side.B, String::toUpperCase);
        edit(Side.A, "two");
    }

    /** A person edits the field; everything that follows is carried out until nothing is left to write. */
    private void edit(Side side, String text) {
        now.put(side, value(text));
        clock += SECOND;
        stamps.put(side, clock);
        settle();
    }

    private void settle() {
        for (MergePlan plan = plan(); !plan.isEmpty(); plan = plan()) {
            rewrites = plan.rewrites();
            for (Side side : Side.values()) {
                carryOut(side, plan);
            }
        }
        rewrites = plan().rewrites();
    }

    private void carryOut(Side side, MergePlan plan) {
        plan.on(side).bases().values().forEach(value -> base.put(side, value));
        plan.on(side).write().values().forEach(written -> {
            writes++;
            clock += SECOND;
            base.put(side, written);
            now.put(side, written);
            stamps.put(side, clock);
            plan.on(side).sources().values().forEach(value -> base.put(side.other(), value));
            rewrites = Map.of("x", Rewrites.afterWrite(Optional.ofNullable(rewrites.get("x")), side, clock));
            answer(side, written);
        });
    }

    private void answer(Side side, FieldValue written) {
        UnaryOperator<String> automation = automations.getOrDefault(side, UnaryOperator.identity());
        FieldValue rewritten = value(automation.apply(text(written)));
        if (!rewritten.equals(written)) {
            clock += SECOND;
            now.put(side, rewritten);
            stamps.put(side, clock);
        }
    }

    private static String text(FieldValue field) {
        return field instanceof FieldValue.Present(io.bothways.contracts.record.Value.Text(String text)) ? text : "";
    }

    private MergePlan plan() {
        return LinkMerge.plan(pair, new LinkView(side(Side.A, "x"), side(Side.B, "X"), Set.of(), rewrites, Map.of(),
                Fixtures.NO_LINKS, "US"));
    }

    private SideView side(Side side, String field) {
        return Fixtures.side(field, base.get(side), now.get(side), stamps.get(side));
    }
}
