package io.bothways.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Condition;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.LeaveScope;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.configuration.ScopeRule;
import io.bothways.contracts.configuration.Transform;
import io.bothways.contracts.event.Request.ConfigurationChanged;
import io.bothways.contracts.event.Request.ListRecords;
import io.bothways.contracts.record.ValueType;
import io.bothways.runtime.codec.Codec;
import io.bothways.status.Scene.Pair;
import io.bothways.status.Scene.Tenant;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The configuration of a connection over the API: read, changed, refused line by line, and saved as the next version. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class ConfigurationIT {
    @Inject
    Scene scene;

    @Inject
    Codec codec;

    private static String path(Pair pair) {
        return "/api/v1/connections/" + pair.connection() + "/configuration";
    }

    private ConnectionConfiguration read(Pair pair) {
        return codec.decodeConfiguration(
                pair.tenant().asks().get(path(pair)).then().statusCode(200).extract().asString());
    }

    private ValidatableResponse save(Pair pair, ConnectionConfiguration configuration) {
        return pair.tenant().asks().body(codec.configuration(configuration)).put(path(pair)).then();
    }

    /** The configuration with another object sync for contacts. */
    private static ConnectionConfiguration with(ConnectionConfiguration old, UnaryOperator<ObjectSync> change) {
        List<ObjectSync> objects = old.objects().stream()
                .map(sync -> sync.object().equals("contact") ? change.apply(sync) : sync)
                .toList();
        return new ConnectionConfiguration(
                old.tenant(), old.connection(), old.version(), old.accountA(), old.accountB(), objects);
    }

    private static Mapping named(ObjectSync sync, String name) {
        return sync.mappings().stream().filter(mapping -> mapping.name().equals(name)).findFirst().orElseThrow();
    }

    private static ObjectSync replaced(ObjectSync sync, Mapping... mappings) {
        List<Mapping> all = new ArrayList<>(sync.mappings());
        for (Mapping mapping : mappings) {
            all.removeIf(old -> old.name().equals(mapping.name()));
            all.add(mapping);
        }
        return sync.withMappings(all);
    }

    @Test
    void aChangedConfigurationIsTheNextVersionAndIsTold() {
        // Given
        Pair pair = scene.pair(scene.tenant());
        ConnectionConfiguration old = read(pair);
        Condition acme = new Condition.Test("email", ValueType.TEXT, Condition.Operator.ENDS_WITH, List.of("@acme.com"));
        ConnectionConfiguration wished = with(old, sync -> replaced(sync, named(sync, "first_name")
                        .withTransforms(List.of(), List.of(new Transform.Trim())))
                .withScope(List.of(new ScopeRule("acme", acme, new LeaveScope.Freeze())), List.of()));

        // When
        save(pair, wished).statusCode(200).body("version", equalTo(2));

        // Then
        assertThat(read(pair).objects()).isEqualTo(wished.objects());
        List<ConfigurationChanged> told = scene.requests(pair.tenant(), 10).stream()
                .filter(ConfigurationChanged.class::isInstance)
                .map(ConfigurationChanged.class::cast)
                .filter(changed -> changed.version() == 2)
                .toList();
        assertThat(told).extracting(changed -> changed.head().account().value())
                .containsExactlyInAnyOrder(pair.accountA(), pair.accountB());
    }

    @Test
    void whatWasNeverReadIsListed() {
        // Given: nobody maps the last name any more
        Pair pair = scene.pair(scene.tenant());
        ConnectionConfiguration whole = read(pair);
        save(pair, with(whole, sync -> sync.withMappings(sync.mappings().stream()
                .filter(mapping -> !mapping.name().equals("last_name"))
                .toList()))).statusCode(200);

        // When
        ConnectionConfiguration less = read(pair);
        save(pair, with(less, sync -> whole.object("contact").orElseThrow())).statusCode(200).body("version", equalTo(3));

        // Then
        pair.tenant().asks()
                .get("/api/v1/sync-log?limit=50")
                .then()
                .body("findAll { it.trigger == 'configuration changed' }.type", contains("contacts", "contacts"));
        assertThat(scene.requests(pair.tenant(), 12)).filteredOn(ListRecords.class::isInstance).hasSize(6);
    }

    @Test
    void savingWhatIsStoredChangesNothing() {
        Pair pair = scene.pair(scene.tenant());

        save(pair, read(pair)).statusCode(200).body("version", equalTo(1));

        assertThat(read(pair).version()).isEqualTo(1);
    }

    @Test
    void everyLineThatCannotWorkIsRefusedAtOnceAndNothingIsSaved() {
        // Given
        Pair pair = scene.pair(scene.tenant());
        ConnectionConfiguration old = read(pair);
        MappedField ghost = new MappedField("ghost", ValueType.TEXT, true, true, false);
        Condition late = new Condition.Test("email", ValueType.TEXT, Condition.Operator.LESS, List.of("x"));
        ConnectionConfiguration wished = with(old, sync -> {
            Mapping last = named(sync, "last_name");
            return replaced(
                            sync,
                            new Mapping("ghost", ghost, last.b(), Direction.A_TO_B, Policy.NEWEST, Map.of()),
                            named(sync, "first_name").withTransforms(
                                    List.of(), List.of(new Transform.Expression("value +"))))
                    .withScope(List.of(), List.of(new ScopeRule("late", late, new LeaveScope.Unlink())));
        });

        // When
        ValidatableResponse refused = save(pair, wished);

        // Then
        refused.statusCode(400)
                .contentType("application/problem+json")
                .body("detail", equalTo("The configuration cannot work as it is."))
                .body("errors.field", hasItems(
                        "objects.contact.mappings[ghost].a",
                        "objects.contact.mappings[ghost]",
                        "objects.contact.mappings[first_name].toB",
                        "objects.contact.scopeB[late]"))
                .body("errors.message", hasItem("'ghost' is no field of 'contacts'"))
                .body("errors.message", hasItem(containsString("a field is written by one mapping")));
        assertThat(read(pair)).isEqualTo(old);
    }

    @Test
    void aConfigurationMadeFromAnOlderVersionIsRefused() {
        // Given
        Pair pair = scene.pair(scene.tenant());
        ConnectionConfiguration old = read(pair);
        save(pair, with(old, sync -> replaced(sync, named(sync, "last_name").withPolicy(Policy.REVIEW)))).statusCode(200);

        // When
        ValidatableResponse late =
                save(pair, with(old, sync -> replaced(sync, named(sync, "last_name").withPolicy(Policy.SIDE_A))));

        // Then
        late.statusCode(409).body("detail", containsString("it is version 2, yours was made from version 1"));
        assertThat(named(read(pair).object("contact").orElseThrow(), "last_name").policy()).isEqualTo(Policy.REVIEW);
    }

    @Test
    void aRingInWhichEachBeatsTheNextIsRefused() {
        // Given: the same two accounts twice, first over a connection in which side A always wins
        Tenant tenant = scene.tenant();
        Pair pair = scene.pair(tenant);
        save(pair, with(read(pair), sync -> replaced(sync, named(sync, "last_name").withPolicy(Policy.SIDE_A))))
                .statusCode(200);
        String back = tenant.asks()
                .body(Map.of("name", "Back", "a", pair.accountB(), "b", pair.accountA()))
                .post("/api/v1/connections")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Pair other = new Pair(tenant, pair.accountB(), pair.accountA(), back);

        // When
        ValidatableResponse refused =
                save(other, with(read(other), sync -> replaced(sync, named(sync, "last_name").withPolicy(Policy.SIDE_A))));

        // Then
        refused.statusCode(400)
                .body("errors", hasSize(1))
                .body("errors[0].field", equalTo("objects.contact.mappings[last_name]"))
                .body("errors[0].message", containsString("each side beats the next"));
        save(other, with(read(other), sync -> replaced(sync, named(sync, "last_name").withPolicy(Policy.SIDE_B))))
                .statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "\"direction\":\"two_way\" | \"direction\":\"sideways\" | /objects/0/mappings/0/direction | [a_to_b, b_to_a, off",
        "\"version\":1            | \"version\":\"x\"          | /version                        | a whole number",
        "\"objects\":[            | \"objects\":[7,            | /objects/0                      | an object",
    })
    void whatCannotBeReadIsRefusedByItsPlace(String written, String damaged, String field, String message) {
        Pair pair = scene.pair(scene.tenant());
        String json = codec.configuration(read(pair));
        assertThat(json).contains(written.strip());

        pair.tenant().asks()
                .body(json.replaceFirst(Pattern.quote(written.strip()), damaged.strip()))
                .put(path(pair))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo(field))
                .body("errors[0].message", containsString(message));
    }

    @Test
    void twoTypesSuggestAnObjectThatCanBeSaved() {
        // Given: companies are not kept in step
        Pair pair = scene.pair(scene.tenant());
        ConnectionConfiguration whole = read(pair);
        ConnectionConfiguration less = new ConnectionConfiguration(whole.tenant(), whole.connection(), whole.version(),
                whole.accountA(), whole.accountB(), List.of(whole.object("contact").orElseThrow()));
        save(pair, less).statusCode(200);

        // When
        ConnectionConfiguration suggested = codec.decodeConfiguration(pair.tenant().asks()
                .get(path(pair) + "/suggestion?object=employer&type_a=companies&type_b=companies")
                .then()
                .statusCode(200)
                .extract()
                .asString());

        // Then
        assertThat(read(pair).objects()).extracting(ObjectSync::object).containsExactly("contact");
        ObjectSync employer = suggested.object("employer").orElseThrow();
        assertThat(employer.mappings()).extracting(Mapping::name).containsExactlyInAnyOrder("domain", "name");
        save(pair, suggested).statusCode(200);
        assertThat(read(pair).object("employer")).contains(employer);
    }

    @Test
    void typesOfDifferentKindsSuggestWhatTheyHaveInCommon() {
        Pair pair = scene.pair(scene.tenant());

        ConnectionConfiguration suggested = codec.decodeConfiguration(pair.tenant().asks()
                .get(path(pair) + "/suggestion?object=odd&type_a=contacts&type_b=companies")
                .then()
                .statusCode(200)
                .extract()
                .asString());

        assertThat(suggested.object("odd").orElseThrow().mappings())
                .extracting(Mapping::name)
                .containsExactly("name");
        assertThat(suggested.object("odd").orElseThrow().matchKeys()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "type_a=companies&type_b=companies         | object | is required",
        "object=x&type_b=companies                 | type_a | is required",
        "object=x&type_a=orchards&type_b=companies | type_a | 'orchards' is not one of: companies, contacts",
    })
    void aSuggestionForWhatIsNotThereIsRefused(String query, String field, String message) {
        Pair pair = scene.pair(scene.tenant());

        pair.tenant().asks()
                .get(path(pair) + "/suggestion?" + query.strip())
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo(field))
                .body("errors[0].message", equalTo(message));
    }

    @Test
    void theFieldsOfAnAppsTypesAreToldAsMappingsNameThem() {
        Pair pair = scene.pair(scene.tenant());

        pair.tenant().asks()
                .get("/api/v1/accounts/" + pair.accountA() + "/objects")
                .then()
                .statusCode(200)
                .body("type", contains("contacts", "companies"));
        pair.tenant().asks()
                .get("/api/v1/accounts/" + pair.accountA() + "/objects?type=companies")
                .then()
                .body("type", contains("companies"))
                .body("[0].fields.name", contains("domain", "name"))
                .body("[0].fields.type", contains("text", "text"));
        scene.tenant().asks().get("/api/v1/accounts/" + pair.accountA() + "/objects").then().statusCode(404);
    }

    @Test
    void anotherTenantsConfigurationIsNeitherReadNorWritten() {
        // Given
        Pair theirs = scene.pair(scene.tenant());
        Pair ours = scene.pair(scene.tenant());
        Pair mixed = new Pair(ours.tenant(), theirs.accountA(), theirs.accountB(), theirs.connection());

        // When, then
        ours.tenant().asks().get(path(mixed)).then().statusCode(404);
        save(mixed, read(theirs)).statusCode(404);
        save(ours, read(theirs)).statusCode(400).body("errors[0].field", equalTo("connection"));
        ours.tenant().asks().get(path(ours)).then().body("tenant", not(equalTo(theirs.tenant().id().value())));
        assertThat(read(theirs).account(Side.A).value()).isEqualTo(theirs.accountA());
    }
}
