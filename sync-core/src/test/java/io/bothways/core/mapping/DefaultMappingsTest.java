package io.bothways.core.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.MatchKey;
import io.bothways.contracts.configuration.MatchKey.Normaliser;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.configuration.Transform;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.contracts.record.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DefaultMappingsTest {
    private final ObjectSchema left = new ObjectSchema("contacts", "Contacts", "contact", List.of(
            field("email", ValueType.EMAIL, "email", true),
            field("firstname", ValueType.TEXT, "first_name", true),
            field("phone", ValueType.TEXT, "phone", true),
            field("createdate", ValueType.TIMESTAMP, "created", false),
            field("customer_notes", ValueType.TEXT, "", true),
            field("score", ValueType.DECIMAL, "", true),
            options("tier", Map.of("gold", "Gold", "silver", "Silver", "none", "None"))));
    private final ObjectSchema right = new ObjectSchema("Contact", "Contacts", "contact", List.of(
            field("Email", ValueType.EMAIL, "email", true),
            field("FirstName", ValueType.TEXT, "first_name", true),
            field("Phone", ValueType.PHONE, "phone", true),
            field("CreatedDate", ValueType.TIMESTAMP, "created", false),
            field("Customer_Notes__c", ValueType.TEXT, "", true),
            field("Score__c", ValueType.TEXT, "", true),
            options("Tier__c", Map.of("G1", "Gold", "Silver", "silver level"))));

    @Test
    void pairsFieldsOfOneMeaningAndCustomFieldsOfOneName() {
        ObjectSync sync = DefaultMappings.between(left, right);

        assertThat(sync.object()).isEqualTo("contact");
        assertThat(sync.mappings()).extracting(m -> m.a().name() + "=" + m.b().name()).containsExactlyInAnyOrder(
                "email=Email", "firstname=FirstName", "phone=Phone", "customer_notes=Customer_Notes__c",
                "tier=Tier__c");
        assertThat(sync.matchKeys()).containsExactly(new MatchKey("email", "email", "Email", Normaliser.EMAIL));
    }

    @Test
    void pairsOptionsByNameThenByLabel() {
        ObjectSync sync = DefaultMappings.between(left, right);

        assertThat(mapping(sync, "tier").options()).isEqualTo(Map.of("gold", "G1", "silver", "Silver"));
    }

    @Test
    void matchesCompaniesByDomainEvenWhereOneSideKeepsItAsAWebsite() {
        ObjectSchema companies = new ObjectSchema("companies", "Companies", "company", List.of(
                field("name", ValueType.TEXT, "name", true), field("domain", ValueType.TEXT, "domain", true),
                field("website", ValueType.URL, "website", true)));
        ObjectSchema accounts = new ObjectSchema("Account", "Accounts", "company", List.of(
                field("Name", ValueType.TEXT, "name", true), field("Website", ValueType.URL, "website", true)));

        ObjectSync sync = DefaultMappings.between(companies, accounts);

        assertThat(sync.matchKeys()).containsExactly(new MatchKey("domain", "domain", "Website", Normaliser.DOMAIN));
        assertThat(sync.mappings()).extracting(m -> m.a().name() + "=" + m.b().name())
                .containsExactlyInAnyOrder("name=Name", "domain=Website");
        assertThat(ConfigurationCheck.check(sync, companies, accounts)).isEmpty();
    }

    @Test
    void pairsFieldsThatOneAppNamesByANumberByTheirLabels() {
        ObjectSchema numbered = new ObjectSchema("organizations", "Organizations", "company", List.of(
                field("name", ValueType.TEXT, "name", true),
                labelled("9f31", "Domain"), labelled("9f32", "City"), labelled("9f33", "Customer notes"),
                labelled("9f34", "Twice"), labelled("9f35", "Twice")));
        ObjectSchema named = new ObjectSchema("companies", "Companies", "company", List.of(
                field("name", ValueType.TEXT, "name", true), field("domain", ValueType.TEXT, "domain", true),
                field("city", ValueType.TEXT, "city", true), labelled("attributes.customer_notes", "Customer Notes"),
                labelled("twice", "Twice")));

        ObjectSync sync = DefaultMappings.between(numbered, named);

        assertThat(sync.mappings()).extracting(m -> m.name() + ": " + m.a().name() + "=" + m.b().name())
                .containsExactlyInAnyOrder("name: name=name", "domain: 9f31=domain", "city: 9f32=city",
                        "customernotes: 9f33=attributes.customer_notes");
        assertThat(sync.matchKeys()).containsExactly(new MatchKey("domain", "9f31", "domain", Normaliser.DOMAIN));
        assertThat(ConfigurationCheck.check(sync, numbered, named)).isEmpty();
    }

    @Test
    void leavesTheNamesOfAnAppsContainersAsideWhenItComparesFields() {
        ObjectSchema contained = new ObjectSchema("contacts", "Contacts", "contact", List.of(
                field("email", ValueType.EMAIL, "email", true),
                field("custom_attributes.customer_notes", ValueType.TEXT, "", true)));

        assertThat(DefaultMappings.between(left, contained).mappings())
                .extracting(m -> m.a().name() + "=" + m.b().name())
                .containsExactlyInAnyOrder("email=email", "customer_notes=custom_attributes.customer_notes");
    }

    @Test
    void joinsAFirstAndALastNameForAnAppThatKeepsOneName() {
        ObjectSchema two = new ObjectSchema("contacts", "Contacts", "contact", List.of(
                field("email", ValueType.EMAIL, "email", true), field("first", ValueType.TEXT, "first_name", true),
                field("last", ValueType.TEXT, "last_name", true)));
        ObjectSchema one = new ObjectSchema("people", "People", "contact", List.of(
                field("mail", ValueType.EMAIL, "email", true), field("name", ValueType.TEXT, "name", true)));

        ObjectSync there = DefaultMappings.between(two, one);
        ObjectSync back = DefaultMappings.between(one, two);

        assertThat(mapping(there, "name").fields(Side.A)).extracting(MappedField::name).containsExactly("first", "last");
        assertThat(mapping(there, "name").toB()).containsExactly(new Transform.Join(" "));
        assertThat(mapping(there, "name").toA()).containsExactly(new Transform.Split(" ", Transform.Rest.FIRST));
        assertThat(mapping(back, "name").fields(Side.B)).extracting(MappedField::name).containsExactly("first", "last");
        assertThat(ConfigurationCheck.check(there, two, one)).isEmpty();
        assertThat(ConfigurationCheck.check(back, one, two)).isEmpty();
    }

    @Test
    void namesAFieldApartWhoseWordAnotherPairHasTaken() {
        ObjectSchema a = new ObjectSchema("contacts", "Contacts", "contact", List.of(
                field("email", ValueType.TEXT, "email", true), field("e_mail", ValueType.TEXT, "", true)));
        ObjectSchema b = new ObjectSchema("Contact", "Contact", "contact", List.of(
                field("Email", ValueType.TEXT, "email", true), field("EMail__c", ValueType.TEXT, "", true)));

        ObjectSync sync = DefaultMappings.between(a, b);

        assertThat(sync.mappings()).extracting(Mapping::name).containsExactly("email", "email.e_mail");
        assertThat(ConfigurationCheck.check(sync, a, b)).isEmpty();
    }

    @Test
    void suggestsWhatItsOwnCheckAccepts() {
        assertThat(ConfigurationCheck.check(DefaultMappings.between(left, right), left, right)).isEmpty();
    }

    @Test
    void refusesEachThingThatCannotWorkWithItsPlace() {
        ObjectSync good = DefaultMappings.between(left, right);
        Mapping notes = mapping(good, "customernotes");
        List<Mapping> broken = new ArrayList<>();
        broken.add(mapping(good, "first_name"));
        broken.add(new Mapping("score", DefaultMappings.end(left.fields().get(5)),
                DefaultMappings.end(right.fields().get(5)), Direction.TWO_WAY, Policy.NEWEST, Map.of()));
        broken.add(notes);
        broken.add(new Mapping("again", mapping(good, "phone").a(), notes.b(), Direction.TWO_WAY, Policy.NEWEST,
                Map.of()));
        broken.add(new Mapping("ghost", DefaultMappings.end(field("ghost", ValueType.TEXT, "", true)),
                mapping(good, "phone").b(), Direction.TWO_WAY, Policy.NEWEST, Map.of()));
        broken.add(new Mapping("tier", mapping(good, "tier").a(), mapping(good, "tier").b(), Direction.TWO_WAY,
                Policy.NEWEST, Map.of("gold", "G1", "silver", "G1", "none", "G9")));
        broken.add(new Mapping("created", DefaultMappings.end(left.fields().get(3)),
                DefaultMappings.end(right.fields().get(3)), Direction.A_TO_B, Policy.NEWEST, Map.of()));

        List<ConfigurationError> errors = ConfigurationCheck.check(
                new ObjectSync("contact", "contacts", "Contact", good.matchKeys(), broken), left, right);

        assertThat(errors).extracting(ConfigurationError::path).containsExactlyInAnyOrder(
                "mappings[score]", "mappings[ghost].a", "mappings[tier].options", "mappings[tier].options",
                "mappings[created].direction", "mappings[again]", "matchKeys[email]");
        assertThat(errors).filteredOn(e -> e.path().equals("mappings[score]")).singleElement()
                .satisfies(e -> assertThat(e.message()).contains("DECIMAL", "TEXT", "allowed for DECIMAL: DECIMAL"));
        assertThat(errors).filteredOn(e -> e.path().equals("mappings[ghost].a")).singleElement()
                .satisfies(e -> assertThat(e.message()).isEqualTo("'ghost' is no field of 'contacts'"));
    }

    private static Mapping mapping(ObjectSync sync, String name) {
        return sync.mappings().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
    }

    private static FieldSchema field(String name, ValueType type, String meaning, boolean writable) {
        return new FieldSchema(name, name, type, Optional.of(meaning).filter(m -> !m.isEmpty()), writable, writable,
                false, false, Map.of(), List.of());
    }

    private static FieldSchema labelled(String name, String label) {
        return new FieldSchema(name, label, ValueType.TEXT, Optional.empty(), true, true, false, false, Map.of(),
                List.of());
    }

    private static FieldSchema options(String name, Map<String, String> options) {
        return new FieldSchema(name, name, ValueType.OPTION, Optional.empty(), true, true, false, false, options,
                List.of());
    }
}
