package io.bothways.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.Cause;
import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.configuration.Transform;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.record.Snapshot;
import io.bothways.contracts.record.ValueType;
import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.runtime.codec.Codec;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * Fields that are not equal, on real tables: first and last name are one name in upper case on side B, and side B also
 * keeps the domain of the e-mail, which is derived.
 */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class TransformedFieldsIT {
    @Inject
    DataSource database;

    @Inject
    Codec codec;

    @Inject
    MergeFlow flow;

    @Inject
    Connections connections;

    private static ObjectSync transformed(ObjectSync contact) {
        Mapping email = contact.mappings().stream()
                .filter(mapping -> mapping.name().equals("email"))
                .findFirst()
                .orElseThrow();
        Mapping name = new Mapping("name", field("first"), field("Name"), Direction.TWO_WAY, Policy.SIDE_A, Map.of())
                .withMore(List.of(field("last")), List.of())
                .withTransforms(
                        List.of(new Transform.Split(" ", Transform.Rest.FIRST)),
                        List.of(new Transform.Join(" "), new Transform.ChangeCase(Transform.Letters.UPPER)));
        Mapping domain = new Mapping("domain", email.a(), field("Domain"), Direction.A_TO_B, Policy.SIDE_A, Map.of())
                .withTransforms(List.of(), List.of(new Transform.Expression("value.split('@')[1]")))
                .asDerived();
        return contact.withMappings(List.of(email, name, domain));
    }

    private static MappedField field(String name) {
        return new MappedField(name, ValueType.TEXT, true, true, false);
    }

    private static Map<String, FieldValue> texts(String... namesAndValues) {
        Map<String, FieldValue> fields = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], FieldValue.text(namesAndValues[i + 1]));
        }
        return fields;
    }

    private static ChangeEvent a(World world, String email, String first, String last) {
        return world.reading(Side.A, world.contact(Side.A, "1"), texts("email", email, "first", first, "last", last),
                Cause.Kind.POLL);
    }

    private static ChangeEvent b(World world, String email, String name, String domain) {
        return world.reading(Side.B, world.contact(Side.B, "B1"), texts("Email", email, "Name", name, "Domain", domain),
                Cause.Kind.POLL);
    }

    private World world() throws Exception {
        return new World(database, codec, flow, connections, TransformedFieldsIT::transformed).opened();
    }

    private World linked() throws Exception {
        World world = world();
        world.read(a(world, "anna@x.org", "Anna", "Smith"), b(world, "anna@x.org", "ANNA SMITH", "x.org"));
        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact")).containsExactly("1-B1 IN_SYNC");
        return world;
    }

    @Test
    void makesARecordOfWhatTheTransformsSay() throws Exception {
        World world = world();

        world.read(a(world, "anna@x.org", "Anna", "Smith"));

        assertThat(world.onlyCommand().fields())
                .isEqualTo(texts("Email", "anna@x.org", "Name", "ANNA SMITH", "Domain", "x.org"));
        world.carryOutAll();
        world.read(a(world, "anna@x.org", "Anna", "Smith"));
        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact")).containsExactly("1-Bnew101 IN_SYNC");
    }

    @Test
    void writesOnlyThePartsThatChangedAndRests() throws Exception {
        World world = linked();

        world.read(b(world, "anna@x.org", "Anna Maria Smith", "x.org"));

        assertThat(world.onlyCommand().fields()).isEqualTo(texts("first", "Anna Maria"));
        assertThat(world.carryOutAll()).isEqualTo(1);
        world.read(a(world, "anna@x.org", "Anna Maria", "Smith"), b(world, "anna@x.org", "Anna Maria Smith", "x.org"));
        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact")).containsExactly("1-B1 IN_SYNC");
    }

    @Test
    void anAppThatSaysTheNameInItsOwnWayMakesNoSecondWrite() throws Exception {
        World world = linked();
        world.read(a(world, "anna@x.org", "Anna", "Jones"));
        WriteCommand command = world.onlyCommand();
        RecordRef ref = world.contact(Side.B, "B1");

        world.answer(command, new Outcome.Applied(
                ref, Optional.of(new Snapshot(ref, texts("Name", "JONES, ANNA"), World.evidence(), false)), true));
        world.read(b(world, "anna@x.org", "JONES, ANNA", "x.org"), a(world, "anna@x.org", "Anna", "Jones"));

        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact")).containsExactly("1-B1 IN_SYNC");
    }

    @Test
    void aDerivedFieldFollowsAlthoughTheFieldThatItReadsWasAgreedBefore() throws Exception {
        World world = linked();
        // Side B changes the e-mail: that is agreed first, and the domain is derived from what side A then holds.
        world.read(b(world, "anna@new.org", "ANNA SMITH", "x.org"));
        assertThat(world.onlyCommand().fields()).isEqualTo(texts("email", "anna@new.org"));

        world.answer(world.onlyCommand(), world.applied(world.onlyCommand()));

        assertThat(world.onlyCommand().fields()).isEqualTo(texts("Domain", "new.org"));
        world.carryOutAll();
        world.read(a(world, "anna@new.org", "Anna", "Smith"), b(world, "anna@new.org", "ANNA SMITH", "new.org"));
        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact")).containsExactly("1-B1 IN_SYNC");
    }

    @Test
    void holdsOnlyTheFieldWhoseExpressionFails() throws Exception {
        World world = linked();

        world.read(a(world, "nobody", "Eve", "Smith"));

        assertThat(world.onlyCommand().fields()).isEqualTo(texts("Email", "nobody", "Name", "EVE SMITH"));
        world.carryOutAll();
        assertThat(world.links("contact")).containsExactly("1-B1 WAITING VALUE_NOT_TRANSFORMED");
    }
}
