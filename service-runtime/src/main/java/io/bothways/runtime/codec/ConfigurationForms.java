package io.bothways.runtime.codec;

import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.MatchKey;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.OnDelete;
import io.bothways.contracts.configuration.Policy;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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
        case MOST_RESTRICTIVE -> "most_restrictive";
        case FILL_ONLY -> "fill_only";
        case CREATE_ONLY -> "create_only";
        case REVIEW -> "review";
    });
    private static final Form<MatchKey.Normaliser> NORMALISER =
            Forms.codes(MatchKey.Normaliser.class, normaliser -> switch (normaliser) {
                case EMAIL -> "email";
                case DOMAIN -> "domain";
                case PHONE -> "phone";
                case TEXT -> "text";
            });
    private static final OnDelete IGNORE = new OnDelete.Ignore();
    static final Shape<Mapping> MAPPING = mapping();
    static final Shape<MatchKey> MATCH_KEY = matchKey();
    static final Shape<ObjectSync> OBJECT_SYNC = objectSync();
    static final Shape<ConnectionConfiguration> CONNECTION_CONFIGURATION = connectionConfiguration();

    private ConfigurationForms() {}

    private static Shape<Mapping> mapping() {
        var shape = Shape.<Mapping>of("mapping");
        var name = shape.required("name", Mapping::name, Forms.TEXT);
        var a = shape.required("a", Mapping::a, RuleForms.MAPPED_FIELD);
        var b = shape.required("b", Mapping::b, RuleForms.MAPPED_FIELD);
        var direction = shape.required("direction", Mapping::direction, DIRECTION);
        var policy = shape.required("policy", Mapping::policy, POLICY);
        var options = shape.required("options", Mapping::options, Forms.mapOf(Forms.TEXT));
        var restrictive = shape.optional("restrictive", Mapping::restrictive, RuleForms.RESTRICTIVE);
        var moreA = shape.optional("more_a", some(Mapping::moreA), Forms.listOf(RuleForms.MAPPED_FIELD));
        var moreB = shape.optional("more_b", some(Mapping::moreB), Forms.listOf(RuleForms.MAPPED_FIELD));
        var toA = shape.optional("to_a", some(Mapping::toA), Forms.listOf(TransformForms.TRANSFORM));
        var toB = shape.optional("to_b", some(Mapping::toB), Forms.listOf(TransformForms.TRANSFORM));
        var derived = shape.optional(
                "derived", mapping -> Optional.of(mapping.derived()).filter(is -> is), Forms.BOOLEAN);
        return shape.madeBy(read -> new Mapping(
                read.get(name),
                read.get(a),
                read.get(b),
                read.get(direction),
                read.get(policy),
                read.get(options),
                read.find(restrictive),
                read.find(moreA).orElse(List.of()),
                read.find(moreB).orElse(List.of()),
                read.find(toA).orElse(List.of()),
                read.find(toB).orElse(List.of()),
                read.find(derived).orElse(false)));
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
        var scopeA = shape.optional("scope_a", some(ObjectSync::scopeA), Forms.listOf(RuleForms.SCOPE_RULE));
        var scopeB = shape.optional("scope_b", some(ObjectSync::scopeB), Forms.listOf(RuleForms.SCOPE_RULE));
        var deletedOnA = shape.optional("deleted_on_a", acting(ObjectSync::deletedOnA), RuleForms.ON_DELETE);
        var deletedOnB = shape.optional("deleted_on_b", acting(ObjectSync::deletedOnB), RuleForms.ON_DELETE);
        return shape.madeBy(read -> new ObjectSync(
                read.get(object),
                read.get(typeA),
                read.get(typeB),
                read.get(matchKeys),
                read.get(mappings),
                read.find(scopeA).orElse(List.of()),
                read.find(scopeB).orElse(List.of()),
                read.find(deletedOnA).orElse(IGNORE),
                read.find(deletedOnB).orElse(IGNORE)));
    }

    /** What came later is written only where it is used: older configurations stay as they were, byte for byte. */
    private static <T, V> Function<T, Optional<List<V>>> some(Function<T, List<V>> list) {
        return from -> Optional.of(list.apply(from)).filter(all -> !all.isEmpty());
    }

    private static <T> Function<T, Optional<OnDelete>> acting(Function<T, OnDelete> onDelete) {
        return from -> Optional.of(onDelete.apply(from)).filter(policy -> !policy.equals(IGNORE));
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
