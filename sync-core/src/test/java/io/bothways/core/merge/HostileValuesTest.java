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
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.MatchKey;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.configuration.Transform;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import io.bothways.core.mapping.ReasonCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values as apps should not send them but do: one field at most is held, everything else goes on. */
class HostileValuesTest {
    private static final Mapping CITY = new Mapping("city", field("city", ValueType.TEXT), field("City", ValueType.TEXT),
            Direction.TWO_WAY, Policy.SIDE_A, Map.of());

    private static MergePlan carriedToB(Mapping mapping, FieldValue value) {
        return LinkMerge.plan(sync(mapping, CITY), view(
                new SideView(Map.of("x", value, "city", value("Rome")), Map.of(), stamp(0)),
                new SideView(Map.of("X", FieldValue.CLEARED, "City", FieldValue.CLEARED), Map.of(), stamp(0))));
    }

    @ParameterizedTest
    @EnumSource(ValueType.class)
    void aValueOfAnotherTypeHoldsItsFieldOnly(ValueType type) {
        Value wrong = type == ValueType.DECIMAL ? new Value.Bool(true) : new Value.Decimal(BigDecimal.ONE);
        Mapping mapping = mapping(type, Direction.TWO_WAY, Policy.SIDE_A);

        MergePlan plan = carriedToB(mapping, FieldValue.of(wrong));
        CreatePlan made = LinkMerge.planCreate(sync(mapping, CITY), Side.A, new CreateView(
                Map.of("x", FieldValue.of(wrong), "city", value("Rome")), Fixtures.NO_LINKS, "US"));

        assertThat(plan.b().write()).isEqualTo(Map.of("City", value("Rome")));
        assertThat(made.fields()).isEqualTo(Map.of("City", value("Rome")));
        for (List<FieldDecision> decisions : List.of(plan.decisions(), made.decisions())) {
            assertThat(decisions).first().isInstanceOfSatisfying(FieldDecision.Held.class, held -> {
                assertThat(held.code()).isEqualTo(ReasonCode.FIELD_WRONG_TYPE);
                assertThat(held.message()).contains("'x'", type.name());
            });
        }
    }

    @Test
    void aWrongTypeInOneOfSeveralFieldsHoldsTheirMappingOnly() {
        Mapping two = new Mapping("name", field("x", ValueType.TEXT), field("X", ValueType.TEXT), Direction.A_TO_B,
                        Policy.SIDE_A, Map.of())
                .withMore(List.of(field("y", ValueType.TEXT)), List.of())
                .withTransforms(List.of(), List.of(new Transform.Join(" ")));
        LinkView link = view(
                new SideView(Map.of("x", value("Anna"), "y", FieldValue.of(new Value.Bool(true)), "city", value("Rome")),
                        Map.of(), stamp(0)),
                new SideView(Map.of("X", FieldValue.CLEARED, "City", FieldValue.CLEARED), Map.of(), stamp(0)));

        MergePlan plan = LinkMerge.plan(sync(two, CITY), link);

        assertThat(plan.b().write()).isEqualTo(Map.of("City", value("Rome")));
        assertThat(plan.decisions()).first().isInstanceOfSatisfying(FieldDecision.Held.class,
                held -> assertThat(held.message()).contains("'y'"));
    }

    @ParameterizedTest
    @EnumSource(value = ValueType.class, names = {"TEXT", "EMAIL", "PHONE", "URL"})
    void aMegabyteOfTextIsCarriedWholeAndComparedOnce(ValueType type) {
        FieldValue megabyte = FieldValue.of(new Value.Text("9 ".repeat(500_000)));
        Mapping mapping = mapping(type, Direction.TWO_WAY, Policy.SIDE_A);

        MergePlan plan = carriedToB(mapping, megabyte);
        MergePlan rests = LinkMerge.plan(sync(mapping),
                view(side("x", megabyte, megabyte, 0), side("X", megabyte, megabyte, 0)));

        assertThat(plan.b().write()).containsEntry("X", megabyte);
        assertThat(rests.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD800", "a\uDC00b", "\uDC00\uD800", "\u0000", "\uFFFF", "\uFEFF\u202E"})
    void brokenCharactersAreCarriedAsTheyAre(String text) {
        FieldValue broken = FieldValue.of(new Value.Text("x" + text));

        MergePlan plan = carriedToB(mapping(ValueType.TEXT, Direction.TWO_WAY, Policy.SIDE_A), broken);

        assertThat(plan.b().write()).containsEntry("X", broken);
    }

    @Test
    void theEndsOfTheCalendarAreCarriedAndRest() {
        for (Value value : List.of(new Value.Date(LocalDate.of(9999, 12, 31)), new Value.Date(LocalDate.MIN),
                new Value.Timestamp(Instant.parse("9999-12-31T23:59:59.999Z")), new Value.Timestamp(Instant.MAX))) {
            ValueType type = value instanceof Value.Date ? ValueType.DATE : ValueType.TIMESTAMP;
            FieldValue end = FieldValue.of(value);
            Mapping mapping = mapping(type, Direction.TWO_WAY, Policy.SIDE_A);

            assertThat(carriedToB(mapping, end).b().write()).containsEntry("X", end);
            assertThat(LinkMerge.plan(sync(mapping), view(side("x", end, end, 0), side("X", end, end, 0))).isEmpty()).isTrue();
        }
    }

    @Test
    void whatIsNoNumberIsHeldAndNeverBecomesOne() {
        Mapping number = new Mapping("x", field("x", ValueType.TEXT), field("X", ValueType.DECIMAL), Direction.A_TO_B,
                        Policy.SIDE_A, Map.of())
                .withTransforms(List.of(), List.of(new Transform.Trim()));
        Mapping computed = number.withTransforms(List.of(), List.of(new Transform.Expression("double(value) / 0.0")));

        for (String text : List.of("NaN", "Infinity", "-Infinity", "1e999999999", "1,5", "0x10")) {
            MergePlan plan = carriedToB(number, FieldValue.text(text));
            assertThat(plan.b().write()).as(text).isEqualTo(Map.of("City", value("Rome")));
            assertThat(plan.decisions()).first().isInstanceOfSatisfying(FieldDecision.Held.class,
                    held -> assertThat(held.code()).isEqualTo(ReasonCode.VALUE_NOT_TRANSFORMED));
        }
        assertThat(carriedToB(computed, FieldValue.text("1")).b().write()).isEqualTo(Map.of("City", value("Rome")));
    }

    @Test
    void twoThousandFieldsAreMergedAndMade() {
        List<Mapping> mappings = IntStream.range(0, 2_000)
                .mapToObj(i -> new Mapping("m" + i, field("a" + i, ValueType.TEXT), field("b" + i, ValueType.TEXT),
                        Direction.TWO_WAY, Policy.SIDE_A, Map.of()))
                .toList();
        Map<String, FieldValue> now = new HashMap<>();
        Map<String, FieldValue> blank = new HashMap<>();
        for (int i = 0; i < 2_000; i++) {
            now.put("a" + i, FieldValue.text("value " + i));
            blank.put("b" + i, FieldValue.CLEARED);
        }
        ObjectSync many = new ObjectSync("o", "as", "bs", List.of(), mappings);

        MergePlan plan = LinkMerge.plan(many,
                view(new SideView(now, Map.of(), stamp(0)), new SideView(blank, Map.of(), stamp(0))));

        assertThat(plan.b().write()).hasSize(2_000);
        assertThat(LinkMerge.planCreate(many, Side.A, new CreateView(now, Fixtures.NO_LINKS, "US")).fields()).hasSize(2_000);
    }

    @Test
    void aSetOfTenThousandMembersIsMergedByItsMembers() {
        TreeSet<String> many = new TreeSet<>(IntStream.range(0, 10_000).mapToObj(i -> "o" + i).toList());
        Map<String, String> options = new HashMap<>();
        many.forEach(name -> options.put(name, name.toUpperCase(Locale.ROOT)));
        Mapping set = new Mapping("x", field("x", ValueType.OPTION_SET), field("X", ValueType.OPTION_SET),
                Direction.TWO_WAY, Policy.SIDE_A, options);

        MergePlan plan = carriedToB(set, FieldValue.of(new Value.OptionSet(many)));

        assertThat(plan.b().write().get("X")).isInstanceOfSatisfying(FieldValue.Present.class, written ->
                assertThat(written.value()).isEqualTo(new Value.OptionSet(new TreeSet<>(options.values()))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "@", "n/a", "\uD800@x.org", "a@b\u0000.org"})
    void anEmptyOrBrokenMailAddressIsNoKeyAndTheRecordIsMadeWithoutOne(String mail) {
        Mapping mapping = mapping(ValueType.EMAIL, Direction.TWO_WAY, Policy.SIDE_A);
        ObjectSync keyed = new ObjectSync("contact", "contacts", "Contact",
                List.of(new MatchKey("x", "x", "X", MatchKey.Normaliser.EMAIL)), List.of(mapping, CITY));

        CreatePlan plan = LinkMerge.planCreate(keyed, Side.A,
                new CreateView(Map.of("x", FieldValue.text(mail), "city", value("Rome")), Fixtures.NO_LINKS, "US"));

        assertThat(plan.matchKeys()).isEmpty();
        assertThat(plan.fields()).containsEntry("City", value("Rome"));
        assertThat(plan.fields().containsKey("X")).isEqualTo(!mail.isBlank());
    }
}
