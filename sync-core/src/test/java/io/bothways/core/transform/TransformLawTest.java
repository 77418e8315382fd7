package io.bothways.core.transform;

import static io.bothways.core.transform.Steps.mapping;
import static io.bothways.core.transform.Steps.say;
import static io.bothways.core.transform.Steps.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.Transform;
import io.bothways.contracts.configuration.Transform.Letters;
import io.bothways.contracts.configuration.Transform.Rest;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.ValueType;
import io.bothways.core.canonical.CanonicalForm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What each step declares to lose is what it loses, tried on seeded values. */
class TransformLawTest {
    private static final int SEEDS = 2_000;
    private static final Map<String, String> TABLE = Map.of("red", "R", "blue", "B", "dark red", "DR");
    private static final CanonicalForm FORM = new CanonicalForm("US");

    /** A step, the types between which it stands, and the step that leads back. */
    private record Way(ValueType from, ValueType to, Transform there, Transform back, Loss loss) {
        Mapping forth() {
            return mapping(from, to, there);
        }

        Mapping home() {
            return mapping(to, from, back);
        }
    }

    private static List<Way> ways() {
        Transform table = new Transform.ValueMap(TABLE, Optional.empty());
        Map<String, String> inverse = new HashMap<>();
        TABLE.forEach((a, b) -> inverse.put(b, a));
        Transform day = new Transform.DateFormat("dd.MM.yyyy", "");
        Transform time = new Transform.DateFormat("yyyy-MM-dd'T'HH:mm:ss", "UTC");
        Transform zone = new Transform.DayIn("America/New_York");
        return List.of(
                new Way(ValueType.OPTION, ValueType.TEXT, table, new Transform.ValueMap(inverse, Optional.empty()),
                        Loss.NOTHING),
                new Way(ValueType.DATE, ValueType.TEXT, day, day, Loss.NOTHING),
                new Way(ValueType.TIMESTAMP, ValueType.TEXT, time, time, Loss.NOTHING),
                new Way(ValueType.DATE, ValueType.TIMESTAMP, zone, zone, Loss.NOTHING),
                new Way(ValueType.TIMESTAMP, ValueType.DATE, zone, zone, Loss.CONTENT),
                new Way(ValueType.DATE, ValueType.TEXT, new Transform.DateFormat("MM/yyyy", ""), day, Loss.CONTENT),
                new Way(ValueType.TEXT, ValueType.TEXT, new Transform.Trim(), new Transform.Trim(), Loss.SPELLING),
                new Way(ValueType.TEXT, ValueType.TEXT, new Transform.ChangeCase(Letters.UPPER),
                        new Transform.ChangeCase(Letters.UPPER), Loss.SPELLING),
                new Way(ValueType.TEXT, ValueType.TEXT, new Transform.ChangeCase(Letters.TITLE),
                        new Transform.ChangeCase(Letters.TITLE), Loss.SPELLING),
                new Way(ValueType.TEXT, ValueType.OPTION_SET, new Transform.Split(";", Rest.LAST),
                        new Transform.Join(";"), Loss.SPELLING),
                new Way(ValueType.OPTION_SET, ValueType.TEXT, new Transform.Join(";"),
                        new Transform.Split(";", Rest.LAST), Loss.CONTENT),
                new Way(ValueType.TEXT, ValueType.TEXT, new Transform.Template("<{a0}>"), new Transform.Trim(),
                        Loss.CONTENT),
                new Way(ValueType.TEXT, ValueType.TEXT, new Transform.Expression("value.substring(0, 1)"),
                        new Transform.Trim(), Loss.CONTENT),
                new Way(ValueType.TEXT, ValueType.TEXT, new Transform.Default("none"), new Transform.Trim(),
                        Loss.CONTENT));
    }

    @Test
    void everyStepDeclaresWhatItLoses() {
        assertThat(ways()).allSatisfy(way -> assertThat(Loss.of(way.forth(), Side.A)).as("%s", way).isEqualTo(way.loss));
        Transform lossyTable = new Transform.ValueMap(Map.of("red", "R", "dark red", "R"), Optional.empty());
        Transform openTable = new Transform.ValueMap(TABLE, Optional.of("X"));
        assertThat(Loss.of(mapping(ValueType.TEXT, ValueType.TEXT, lossyTable), Side.A)).isEqualTo(Loss.CONTENT);
        assertThat(Loss.of(mapping(ValueType.TEXT, ValueType.TEXT, new Transform.Trim(), openTable), Side.A))
                .isEqualTo(Loss.CONTENT);
        assertThat(Loss.of(mapping(ValueType.TEXT, ValueType.TEXT), Side.A)).isEqualTo(Loss.NOTHING);
    }

    @Test
    void whatLosesNothingLeadsBackToTheSameValue() {
        for (Way way : ways()) {
            if (way.loss == Loss.NOTHING) {
                forEachValue(way.from, (seed, value) -> {
                    FieldValue there = said(say(way.forth(), value));
                    assertThat(FORM.same(said(say(way.home(), there)), value, way.from))
                            .as("seed %d, %s", seed, way)
                            .isTrue();
                });
            }
        }
    }

    @Test
    void whatLosesSpellingLosesItOnce() {
        for (Way way : ways()) {
            if (way.loss == Loss.SPELLING) {
                forEachValue(way.from, (seed, value) -> {
                    FieldValue once = said(say(way.forth(), value));
                    FieldValue twice = said(say(way.forth(), said(say(way.home(), once))));
                    assertThat(twice).as("seed %d, %s", seed, way).isEqualTo(once);
                });
            }
        }
    }

    @Test
    void whatLosesContentShowsThatItDoes() {
        for (Way way : ways()) {
            if (way.loss == Loss.CONTENT) {
                boolean[] lost = {false};
                forEachValue(way.from, (seed, value) -> {
                    if (say(way.forth(), value) instanceof Said.Values there) {
                        lost[0] |= !(say(way.home(), there.first()) instanceof Said.Values home)
                                || !FORM.same(home.first(), value, way.from);
                    }
                });
                assertThat(lost[0]).as("%s", way).isTrue();
            }
        }
    }

    private interface Law {
        void holds(long seed, FieldValue value);
    }

    private static void forEachValue(ValueType type, Law law) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            law.holds(seed, any(type, new Random(seed)));
        }
    }

    private static FieldValue any(ValueType type, Random random) {
        if (random.nextInt(10) == 0) {
            return FieldValue.CLEARED;
        }
        List<String> words = List.of("Anna Maria", " anna-lena ", "ÄÖ  ü;x", "x; y;;z ", "ſtraße", "red", "\uD83D", "a;b");
        return value(type, switch (type) {
            case DATE -> java.time.LocalDate.of(random.nextInt(1, 9_999), 1, 1).plusDays(random.nextInt(365)).toString();
            case TIMESTAMP -> java.time.Instant.ofEpochSecond(random.nextInt()).toString();
            case OPTION -> List.copyOf(TABLE.keySet()).get(random.nextInt(TABLE.size()));
            case OPTION_SET -> random.nextBoolean() ? "b+a" : "x;y+z";
            default -> words.get(random.nextInt(words.size()));
        });
    }

    private static FieldValue said(Said said) {
        assertThat(said).isInstanceOf(Said.Values.class);
        return ((Said.Values) said).first();
    }
}
