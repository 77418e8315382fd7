package io.bothways.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.connector.read.SchemaReader;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import io.bothways.runtime.calls.App;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the account's types and fields are. */
abstract class SchemaSuite extends Suite {
    SchemaSuite(ConnectorTck tck) {
        super(tck);
    }

    @Test
    void theAccountIsNamedAsTheAppNamesIt() {
        Trial trial = trial();

        var identity = trial.app().call(connector -> connector.identify()).value();

        assertThat(identity.id()).isEqualTo(subject().identity(trial.startLine()));
        assertThat(identity.label()).isNotBlank();
        assertThat(java.time.ZoneId.of(identity.zone())).isNotNull();
    }

    @Test
    void typesAndFieldsAreDescribedOnce() {
        List<ObjectSchema> types = describe();

        assertThat(types).extracting(ObjectSchema::type).doesNotHaveDuplicates().contains(person().type());
        assertThat(types).allSatisfy(type -> {
            assertThat(type.label()).isNotBlank();
            assertThat(type.kind()).isNotBlank();
            assertThat(type.fields()).extracting(FieldSchema::name).doesNotHaveDuplicates();
            assertThat(type.fields()).as("fields of %s", type.type()).isNotEmpty();
        });
    }

    @Test
    void theFieldsThatPeopleWriteCanBeWritten() {
        assertThat(person().fields()).isNotEmpty().allSatisfy(name -> {
            FieldSchema field = field(person(), name);
            assertThat(field.creatable()).as("%s can be given", name).isTrue();
            assertThat(field.updatable()).as("%s can be changed", name).isTrue();
            assertThat(field.label()).isNotBlank();
        });
        if (person().uniqueKey()) {
            assertThat(field(person(), person().key()).unique()).isTrue();
        }
    }

    @Test
    void someFieldsOfTheAppsOwnCannotBeWritten() {
        assertThat(type(person()).fields()).anySatisfy(field -> {
            assertThat(field.creatable()).isFalse();
            assertThat(field.updatable()).isFalse();
        });
    }

    @Test
    void typesOfFieldsFitTheValuesThatTheyHold() {
        assertThat(person().typed()).allSatisfy((name, value) -> {
            FieldSchema field = field(person(), name);
            assertThat(fits(field.type(), ((FieldValue.Present) value).value()))
                    .as("%s is described as %s and holds %s", name, field.type(), value)
                    .isTrue();
            if (((FieldValue.Present) value).value() instanceof Value.Option(String option)) {
                assertThat(field.options()).containsKey(option);
            }
        });
    }

    @Test
    void aReferenceSaysWhichTypeItLeadsTo() {
        person().reference().ifPresent(name -> {
            FieldSchema field = field(person(), name);
            assertThat(field.type()).isIn(ValueType.REFERENCE, ValueType.REFERENCE_SET);
            assertThat(field.referenceTo()).contains(subject().company().orElseThrow().type());
        });
    }

    private static boolean fits(ValueType type, Value value) {
        return switch (value) {
            case Value.Text text -> Set.of(ValueType.TEXT, ValueType.EMAIL, ValueType.PHONE, ValueType.URL)
                    .contains(type);
            case Value.Decimal number -> type == ValueType.DECIMAL;
            case Value.Bool yes -> type == ValueType.BOOLEAN;
            case Value.Date day -> type == ValueType.DATE;
            case Value.Timestamp at -> type == ValueType.TIMESTAMP;
            case Value.Option option -> type == ValueType.OPTION;
            case Value.OptionSet options -> type == ValueType.OPTION_SET;
            case Value.Reference reference -> type == ValueType.REFERENCE;
            case Value.ReferenceSet references -> type == ValueType.REFERENCE_SET;
        };
    }

    private List<ObjectSchema> describe() {
        App app = trial().app();
        return app.call(connector -> connector.need(SchemaReader.class).describe()).value();
    }

    private ObjectSchema type(Sample sample) {
        return describe().stream()
                .filter(type -> type.type().equals(sample.type()))
                .findFirst()
                .orElseThrow();
    }

    private FieldSchema field(Sample sample, String name) {
        return type(sample).fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(sample.type() + " is described without " + name));
    }
}
