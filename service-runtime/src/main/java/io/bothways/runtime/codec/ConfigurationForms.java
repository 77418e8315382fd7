package io.bothways.runtime.codec;

import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.MatchKey;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.Policy;

/** The forms of a connection's configuration. */
final class ConfigurationForms {
    private static final Form<Direction> DIRECTION = Forms.codes(Direction.class, direction -> switch (direction) {
        case TWO_WAY -> "two_way";
        case A_TO_B -> "a_to_b";
        case B_TO_A -> "b_to_a";
        case OFF -> "off";
    });
    private static final Form<Policy> POLICY = Forms.codes(Policy.class, policy -> switch (policy) {
        case SIDE_A -> "side_a";
        case SIDE_B -> "side_b";
        case NEWEST -> "newest";
        case FILL_ONLY -> "fill_only";
        case REVIEW -> "review";
    });
    private static final Form<MatchKey.Normaliser> NORMALISER =
            Forms.codes(MatchKey.Normaliser.class, normaliser -> switch (normaliser) {
                case EMAIL -> "email";
                case DOMAIN -> "domain";
                case PHONE -> "phone";
                case TEXT -> "text";
            });
    static final Shape<MappedField> MAPPED_FIELD = mappedField();
    static final Shape<Mapping> MAPPING = mapping();
    static final Shape<MatchKey> MATCH_KEY = matchKey();
    static final Shape<ObjectSync> OBJECT_SYNC = objectSync();
    static final Shape<ConnectionConfiguration> CONNECTION_CONFIGURATION = connectionConfiguration();

    private ConfigurationForms() {}

    private static Shape<MappedField> mappedField() {
        var shape = Shape.<MappedField>of("mapped field");
        var name = shape.required("name", MappedField::name, Forms.TEXT);
        var type = shape.required("type", MappedField::type, RecordForms.VALUE_TYPE);
        var creatable = shape.required("creatable", MappedField::creatable, Forms.BOOLEAN);
        var updatable = shape.required("updatable", MappedField::updatable, Forms.BOOLEAN);
        var required = shape.required("required", MappedField::required, Forms.BOOLEAN);
        return shape.madeBy(read -> new MappedField(
                read.get(name),
                read.get(type),
                read.get(creatable),
                read.get(updatable),
                read.get(required)));
    }

    private static Shape<Mapping> mapping() {
        var shape = Shape.<Mapping>of("mapping");
        var name = shape.required("name", Mapping::name, Forms.TEXT);
        var a = shape.required("a", Mapping::a, MAPPED_FIELD);
        var b = shape.required("b", Mapping::b, MAPPED_FIELD);
        var direction = shape.required("direction", Mapping::direction, DIRECTION);
        var policy = shape.required("policy", Mapping::policy, POLICY);
        var options = shape.required("options", Mapping::options, Forms.mapOf(Forms.TEXT));
        return shape.madeBy(read -> new Mapping(
                read.get(name),
                read.get(a),
                read.get(b),
                read.get(direction),
                read.get(policy),
                read.get(options)));
    }

    private static Shape<MatchKey> matchKey() {
        var shape = Shape.<MatchKey>of("match key");
        var name = shape.required("name", MatchKey::name, Forms.TEXT);
        var fieldA = shape.required("field_a", MatchKey::fieldA, Forms.TEXT);
        var fieldB = shape.required("field_b", MatchKey::fieldB, Forms.TEXT);
        var normaliser = shape.required("normaliser", MatchKey::normaliser, NORMALISER);
        return shape.madeBy(read ->
                new MatchKey(read.get(name), read.get(fieldA), read.get(fieldB), read.get(normaliser)));
    }

    private static Shape<ObjectSync> objectSync() {
        var shape = Shape.<ObjectSync>of("object sync");
        var object = shape.required("object", ObjectSync::object, Forms.TEXT);
        var typeA = shape.required("type_a", ObjectSync::typeA, Forms.TEXT);
        var typeB = shape.required("type_b", ObjectSync::typeB, Forms.TEXT);
        var matchKeys = shape.required("match_keys", ObjectSync::matchKeys, Forms.listOf(MATCH_KEY));
        var mappings = shape.required("mappings", ObjectSync::mappings, Forms.listOf(MAPPING));
        return shape.madeBy(read -> new ObjectSync(
                read.get(object),
                read.get(typeA),
                read.get(typeB),
                read.get(matchKeys),
                read.get(mappings)));
    }

    private static Shape<ConnectionConfiguration> connectionConfiguration() {
        var shape = Shape.<ConnectionConfiguration>of("connection configuration");
        var tenant = shape.required("tenant", ConnectionConfiguration::tenant, RecordForms.TENANT);
        var connection = shape.required("connection", ConnectionConfiguration::connection, RecordForms.CONNECTION);
        var version = shape.required("version", ConnectionConfiguration::version, Forms.LONG);
        var accountA = shape.required("account_a", ConnectionConfiguration::accountA, RecordForms.ACCOUNT);
        var accountB = shape.required("account_b", ConnectionConfiguration::accountB, RecordForms.ACCOUNT);
        var objects = shape.required("objects", ConnectionConfiguration::objects, Forms.listOf(OBJECT_SYNC));
        return shape.madeBy(read -> new ConnectionConfiguration(
                read.get(tenant),
                read.get(connection),
                read.get(version),
                read.get(accountA),
                read.get(accountB),
                read.get(objects)));
    }
}
