package io.bothways.core.merge;

import static io.bothways.core.merge.Fixtures.field;
import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Laws of the merge over thousands of seeded links; a failure names its seed. */
class MergeLawTest {
    private static final int SEEDS = 5_000;
    private static final List<String> WORDS = List.of("", "red", " red", "Blue", "+1 415 555 2671", "(415) 555-2671");

    /** A link with some mappings, in the middle of its life: with and without bases, changed and unchanged sides. */
    private record Case(ObjectSync sync, LinkView view) {
        static Case of(Random random) {
            List<Mapping> mappings = new ArrayList<>();
            List<Map<String, FieldValue>> maps = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                maps.add(new HashMap<>());
            }
            for (int i = 0; i < 1 + random.nextInt(5); i++) {
                ValueType type = random.nextBoolean() ? ValueType.TEXT : ValueType.PHONE;
                mappings.add(new Mapping("m" + i, field("a" + i, type), field("b" + i, type),
                        random.nextInt(4) > 0 ? Direction.TWO_WAY : pick(random, Direction.values()),
                        pick(random, Policy.values()), Map.of()));
                FieldValue agreed = word(random);
                maps.get(0).put("a" + i, random.nextBoolean() ? agreed : word(random));
                maps.get(2).put("b" + i, random.nextBoolean() ? agreed : word(random));
                if (random.nextInt(3) > 0) {
                    maps.get(1).put("a" + i, agreed);
                }
                if (random.nextInt(3) > 0) {
                    maps.get(3).put("b" + i, agreed);
                }
            }
            return new Case(new ObjectSync("o", "as", "bs", List.of(), mappings),
                    new LinkView(new SideView(maps.get(0), maps.get(1), Fixtures.stamp(random.nextInt(3) * 1_000L)),
                            new SideView(maps.get(2), maps.get(3), Fixtures.stamp(random.nextInt(3) * 1_000L)),
                            Set.of(), Fixtures.NO_LINKS, "US"));
        }

        MergePlan plan() {
            return LinkMerge.plan(sync, view);
        }

        /** The link after both writes were carried out and told word for word. */
        Case after(MergePlan plan) {
            return new Case(sync, new LinkView(told(Side.A, plan), told(Side.B, plan), plan.differences(),
                    Fixtures.NO_LINKS, "US"));
        }

        private SideView told(Side side, MergePlan plan) {
            SideView before = side == Side.A ? view.a() : view.b();
            Map<String, FieldValue> now = new HashMap<>(before.now());
            now.putAll(plan.on(side).write());
            Map<String, FieldValue> base = new HashMap<>(before.base());
            base.putAll(plan.on(side).bases());
            base.putAll(plan.on(side.other()).sources());
            base.putAll(plan.on(side).write());
            return new SideView(now, base, before.edited());
        }
    }

    @Test
    void aPlanThatWasCarriedOutLeavesNothingToWrite() {
        forEachSeed(random -> {
            Case link = Case.of(random);
            Case after = link.after(link.plan());
            assertThat(after.plan().a().write()).isEmpty();
            assertThat(after.plan().b().write()).isEmpty();
        });
    }

    @Test
    void noChangeMeansNoPlan() {
        forEachSeed(random -> {
            Case link = Case.of(random);
            LinkView resting = new LinkView(
                    new SideView(link.view.a().now(), link.view.a().now(), FieldEdit.UNKNOWN),
                    new SideView(link.view.b().now(), link.view.b().now(), FieldEdit.UNKNOWN), Set.of(), Fixtures.NO_LINKS, "US");
            assertThat(LinkMerge.plan(link.sync, resting).isEmpty()).isTrue();
            assertThat(LinkMerge.plan(link.sync, resting).decisions()).isEmpty();
        });
    }

    @Test
    void theFirstMatchNeitherBlanksNorOverwrites() {
        forEachSeed(random -> {
            Case link = Case.of(random);
            LinkView first = new LinkView(new SideView(link.view.a().now(), Map.of(), Fixtures.stamp(1)),
                    new SideView(link.view.b().now(), Map.of(), Fixtures.stamp(9_999)), Set.of(), Fixtures.NO_LINKS, "US");
            MergePlan plan = LinkMerge.plan(link.sync, first);
            for (Side side : Side.values()) {
                plan.on(side).write().forEach((name, value) -> {
                    assertThat(value).isInstanceOf(FieldValue.Present.class);
                    assertThat(first.on(side).now(name)).isEqualTo(FieldValue.CLEARED);
                });
            }
        });
    }

    @Test
    void aClearIsCarriedOnlyWhereTheBaseShowsThatTheValueWasThere() {
        forEachSeed(random -> {
            Case link = Case.of(random);
            MergePlan plan = link.plan();
            for (Mapping mapping : link.sync.mappings()) {
                for (Side to : Side.values()) {
                    if (plan.on(to).write().get(mapping.on(to).name()) instanceof FieldValue.Cleared) {
                        Side source = to.other();
                        assertThat(link.view.on(source).base(mapping.on(source).name()))
                                .isInstanceOf(FieldValue.Present.class);
                    }
                }
            }
        });
    }

    @Test
    void everyWrittenValueIsWhatTheOtherSideHolds() {
        forEachSeed(random -> {
            Case link = Case.of(random);
            MergePlan plan = link.plan();
            for (Mapping mapping : link.sync.mappings()) {
                for (Side to : Side.values()) {
                    FieldValue written = plan.on(to).write().get(mapping.on(to).name());
                    if (written != null) {
                        assertThat(written).isEqualTo(link.view.on(to.other()).now(mapping.on(to.other()).name()));
                    }
                }
            }
        });
    }

    @Test
    void aFieldIsWrittenOnOneSideAtMostAndNeverAgainstItsDirection() {
        forEachSeed(random -> {
            Case link = Case.of(random);
            MergePlan plan = link.plan();
            for (Mapping mapping : link.sync.mappings()) {
                Set<Side> written = new HashSet<>();
                for (Side to : Side.values()) {
                    if (plan.on(to).write().containsKey(mapping.on(to).name())) {
                        written.add(to);
                        assertThat(mapping.carriesFrom(to.other())).isTrue();
                    }
                }
                assertThat(written.size()).isLessThanOrEqualTo(1);
            }
        });
    }

    @Test
    void sidesMayBeSwapped() {
        forEachSeed(random -> {
            Case link = Case.of(random);
            List<Mapping> swapped = link.sync.mappings().stream()
                    .map(m -> new Mapping(m.name(), m.b(), m.a(), swap(m.direction()), swap(m.policy()), Map.of()))
                    .toList();
            MergePlan plan = link.plan();
            MergePlan mirrored = LinkMerge.plan(new ObjectSync("o", "bs", "as", List.of(), swapped),
                    new LinkView(link.view.b(), link.view.a(), Set.of(), Fixtures.NO_LINKS, "US"));
            assertThat(mirrored.a().bases()).isEqualTo(plan.b().bases());
            assertThat(mirrored.a().write()).isEqualTo(plan.b().write());
            assertThat(mirrored.b().write()).isEqualTo(plan.a().write());
        });
    }

    private static Direction swap(Direction direction) {
        return switch (direction) {
            case A_TO_B -> Direction.B_TO_A;
            case B_TO_A -> Direction.A_TO_B;
            case TWO_WAY, OFF -> direction;
        };
    }

    private static Policy swap(Policy policy) {
        return switch (policy) {
            case SIDE_A -> Policy.SIDE_B;
            case SIDE_B -> Policy.SIDE_A;
            case NEWEST, MOST_RESTRICTIVE, FILL_ONLY, CREATE_ONLY, REVIEW -> policy;
        };
    }

    private static FieldValue word(Random random) {
        String word = WORDS.get(random.nextInt(WORDS.size()));
        return FieldValue.text(word);
    }

    private static <T> T pick(Random random, T[] all) {
        return all[random.nextInt(all.length)];
    }

    private static void forEachSeed(Consumer<Random> law) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            try {
                law.accept(new Random(seed));
            } catch (AssertionError broken) {
                throw new AssertionError("seed " + seed + ": " + broken.getMessage(), broken);
            }
        }
    }
}
