package io.bothways.benchmarks.core;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.MatchKey;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import io.bothways.core.mapping.References;
import io.bothways.core.merge.FieldEdit;
import io.bothways.core.merge.LinkMerge;
import io.bothways.core.merge.LinkView;
import io.bothways.core.merge.MergePlan;
import io.bothways.core.merge.SideView;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Decides one link again and again. Its values are as in a mirror: equal to their bases, but not the same objects. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class LinkMergeBenchmark {
    private static final References NO_LINKS = (from, reference) -> new References.Counterpart.Unlinked();
    private static final ValueType[] TYPES = {
        ValueType.TEXT, ValueType.EMAIL, ValueType.PHONE, ValueType.TEXT, ValueType.OPTION, ValueType.DECIMAL,
        ValueType.TEXT, ValueType.DATE, ValueType.URL, ValueType.TIMESTAMP
    };

    /** How many fields are mapped. */
    @Param({"20", "200"})
    public int fields;

    /** What has happened: nothing, one field was edited, or another field on each side. */
    @Param({"none", "one_field", "both_sides"})
    public String change;

    private ObjectSync sync = new ObjectSync("contact", "contacts", "Contact", List.of(), List.of());
    private LinkView view = new LinkView(side(Side.A, -1), side(Side.B, -1), Set.of(), NO_LINKS, "US");

    /** Makes the link. */
    @Setup
    public void prepare() {
        List<Mapping> mappings = new ArrayList<>();
        for (int i = 0; i < fields; i++) {
            mappings.add(new Mapping("field_" + i, field(Side.A, i), field(Side.B, i), Direction.TWO_WAY,
                    Policy.SIDE_A, type(i) == ValueType.OPTION ? Map.of("red", "RED", "blue", "BLUE") : Map.of()));
        }
        sync = new ObjectSync("contact", "contacts", "Contact",
                List.of(new MatchKey("email", "field_1", "Field_1", MatchKey.Normaliser.EMAIL)), mappings);
        view = new LinkView(side(Side.A, change.equals("none") ? -1 : 0),
                side(Side.B, change.equals("both_sides") ? 3 : -1), Set.of(), NO_LINKS, "US");
        MergePlan plan = plan();
        int writes = plan.a().write().size() + plan.b().write().size();
        int expected = switch (change) {
            case "none" -> 0;
            case "one_field" -> 1;
            default -> 2;
        };
        if (writes != expected) {
            throw new IllegalStateException(writes + " fields are written instead of " + expected);
        }
    }

    /** One decision. */
    @Benchmark
    public MergePlan plan() {
        return LinkMerge.plan(sync, view);
    }

    private SideView side(Side side, int edited) {
        Map<String, FieldValue> now = new HashMap<>();
        Map<String, FieldValue> base = new HashMap<>();
        for (int i = 0; i < fields; i++) {
            String name = field(side, i).name();
            now.put(name, value(side, i, i == edited));
            base.put(name, value(side, i, false));
        }
        return new SideView(now, base, new FieldEdit("", 1_700_000_000_000L, 1_000));
    }

    private static MappedField field(Side side, int i) {
        return new MappedField((side == Side.A ? "field_" : "Field_") + i, type(i), true, true, false);
    }

    private static ValueType type(int i) {
        return TYPES[i % TYPES.length];
    }

    private static FieldValue value(Side side, int i, boolean edited) {
        String text = i + (edited ? " edited" : "");
        return FieldValue.of(switch (type(i)) {
            case EMAIL -> new Value.Text("person" + i + (edited ? ".new" : "") + "@example.org");
            case PHONE -> new Value.Text(side == Side.A ? "+14155550100" : "(415) 555-0100");
            case URL -> new Value.Text("https://www.example.org/" + text);
            case OPTION -> new Value.Option(side == Side.A ? "red" : "RED");
            case DECIMAL -> new Value.Decimal(new BigDecimal(1_000 + i).setScale(side == Side.A ? 0 : 2));
            case DATE -> new Value.Date(LocalDate.of(2020, 1, 1).plusDays(i));
            case TIMESTAMP -> new Value.Timestamp(Instant.ofEpochSecond(1_700_000_000L + i));
            default -> new Value.Text("What a person wrote into field " + text);
        });
    }
}
