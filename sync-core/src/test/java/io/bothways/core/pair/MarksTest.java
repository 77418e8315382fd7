package io.bothways.core.pair;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mark;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MarksTest {
    @Test
    void replacesASingleValueInTheFieldsOwnType() {
        assertThat(put(ValueType.TEXT, "gone", FieldValue.text("active"))).isEqualTo(FieldValue.text("gone"));
        assertThat(put(ValueType.BOOLEAN, "true", FieldValue.CLEARED)).isEqualTo(FieldValue.of(new Value.Bool(true)));
        assertThat(put(ValueType.OPTION, "former", FieldValue.CLEARED))
                .isEqualTo(FieldValue.of(new Value.Option("former")));
        assertThat(put(ValueType.DECIMAL, "0", FieldValue.CLEARED))
                .isEqualTo(FieldValue.of(new Value.Decimal(BigDecimal.ZERO)));
    }

    @Test
    void addsAMemberToASetAndKeepsTheOthers() {
        FieldValue held = FieldValue.of(new Value.OptionSet(new TreeSet<>(List.of("vip"))));

        assertThat(put(ValueType.OPTION_SET, "deleted", held))
                .isEqualTo(FieldValue.of(new Value.OptionSet(new TreeSet<>(List.of("deleted", "vip")))));
    }

    private static FieldValue put(ValueType type, String value, FieldValue now) {
        return Marks.put(new Mark(new MappedField("f", type, true, true, false), value), now);
    }
}
