package io.bothways.runtime.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.bothways.contracts.AccountId;
import io.bothways.contracts.Cause;
import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.Side;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.record.Evidence;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.record.Snapshot;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The forms that most messages share: identifiers, the head, references, snapshots, schemas. */
final class RecordForms {
    static final Form<TenantId> TENANT = Forms.textual("a tenant's id", TenantId::value, TenantId::new);
    static final Form<AccountId> ACCOUNT = Forms.textual("an account's id", AccountId::value, AccountId::new);
    static final Form<ConnectionId> CONNECTION =
            Forms.textual("a connection's id", ConnectionId::value, ConnectionId::new);

    static final Form<Side> SIDE = Forms.codes(Side.class, side -> switch (side) {
        case A -> "a";
        case B -> "b";
    });

    static final Form<ValueType> VALUE_TYPE = Forms.codes(ValueType.class, type -> switch (type) {
        case TEXT -> "text";
        case EMAIL -> "email";
        case PHONE -> "phone";
        case URL -> "url";
        case DECIMAL -> "decimal";
        case BOOLEAN -> "boolean";
        case DATE -> "date";
        case TIMESTAMP -> "timestamp";
        case OPTION -> "option";
        case OPTION_SET -> "option_set";
        case REFERENCE -> "reference";
        case REFERENCE_SET -> "reference_set";
    });

    private static final Form<Cause.Kind> CAUSE_KIND = Forms.codes(Cause.Kind.class, kind -> switch (kind) {
        case POLL -> "poll";
        case WEBHOOK -> "webhook";
        case LISTING -> "listing";
        case WRITE -> "write";
        case REQUEST -> "request";
    });

    static final FieldsForm FIELDS = new FieldsForm();
    static final Shape<Value.Reference> REFERENCE = reference();
    static final Shape<RecordRef> REF = ref();
    static final Shape<Evidence> EVIDENCE = evidence();
    static final Shape<Snapshot> SNAPSHOT = snapshot();
    static final Shape<Cause> CAUSE = cause();
    static final Shape<MessageHead> HEAD = head();
    static final Shape<FieldSchema> FIELD_SCHEMA = fieldSchema();
    static final Shape<ObjectSchema> OBJECT_SCHEMA = objectSchema();

    private RecordForms() {}

    private static Shape<Value.Reference> reference() {
        var shape = Shape.<Value.Reference>of("reference");
        var type = shape.required("type", Value.Reference::type, Forms.TEXT);
        var id = shape.required("id", Value.Reference::id, Forms.TEXT);
        return shape.madeBy(read -> new Value.Reference(read.get(type), read.get(id)));
    }

    private static Shape<RecordRef> ref() {
        var shape = Shape.<RecordRef>of("record reference");
        var account = shape.required("account", RecordRef::account, ACCOUNT);
        var type = shape.required("type", RecordRef::type, Forms.TEXT);
        var id = shape.required("id", RecordRef::id, Forms.TEXT);
        return shape.madeBy(read -> new RecordRef(read.get(account), read.get(type), read.get(id)));
    }

    private static Shape<Evidence> evidence() {
        var shape = Shape.<Evidence>of("evidence");
        var version = shape.required("version", Evidence::version, Forms.LONG);
        var asked = shape.required("asked", Evidence::asked, Forms.LONG);
        var answered = shape.required("answered", Evidence::answered, Forms.LONG);
        var indexed = shape.required("indexed", Evidence::indexed, Forms.BOOLEAN);
        var tick = shape.optional("tick",
                told -> told.tick() == Evidence.SECOND ? Optional.empty() : Optional.of(told.tick()), Forms.LONG);
        return shape.madeBy(read -> new Evidence(read.get(version), read.get(asked), read.get(answered),
                read.get(indexed), read.find(tick).orElse(Evidence.SECOND)));
    }

    private static Shape<Snapshot> snapshot() {
        var shape = Shape.<Snapshot>of("snapshot");
        var ref = shape.required("ref", Snapshot::ref, REF);
        var fields = shape.required("fields", Snapshot::fields, new OrderedFields());
        var evidence = shape.required("evidence", Snapshot::evidence, EVIDENCE);
        var whole = shape.required("whole", Snapshot::whole, Forms.BOOLEAN);
        return shape.madeBy(read ->
                new Snapshot(read.get(ref), read.get(fields), read.get(evidence), read.get(whole)));
    }

    private static Shape<Cause> cause() {
        var shape = Shape.<Cause>of("cause");
        var kind = shape.required("kind", Cause::kind, CAUSE_KIND);
        var run = shape.required("run", Cause::run, Forms.TEXT);
        return shape.madeBy(read -> new Cause(read.get(kind), read.get(run)));
    }

    private static Shape<MessageHead> head() {
        var shape = Shape.<MessageHead>of("head");
        var id = shape.required("id", MessageHead::id, Forms.TEXT);
        var tenant = shape.required("tenant", MessageHead::tenant, TENANT);
        var account = shape.required("account", MessageHead::account, ACCOUNT);
        var cause = shape.required("cause", MessageHead::cause, CAUSE);
        var epoch = shape.required("epoch", MessageHead::epoch, Forms.LONG);
        var occurredAt = shape.required("occurred_at", MessageHead::occurredAt, Forms.INSTANT);
        var observedAt = shape.required("observed_at", MessageHead::observedAt, Forms.INSTANT);
        var trace = shape.required("trace", MessageHead::trace, Forms.TEXT);
        return shape.madeBy(read -> new MessageHead(
                read.get(id),
                read.get(tenant),
                read.get(account),
                read.get(cause),
                read.get(epoch),
                read.get(occurredAt),
                read.get(observedAt),
                read.get(trace)));
    }

    private static Shape<FieldSchema> fieldSchema() {
        var shape = Shape.<FieldSchema>of("field schema");
        var name = shape.required("name", FieldSchema::name, Forms.TEXT);
        var label = shape.required("label", FieldSchema::label, Forms.TEXT);
        var type = shape.required("type", FieldSchema::type, VALUE_TYPE);
        var meaning = shape.optional("meaning", FieldSchema::meaning, Forms.TEXT);
        var creatable = shape.required("creatable", FieldSchema::creatable, Forms.BOOLEAN);
        var updatable = shape.required("updatable", FieldSchema::updatable, Forms.BOOLEAN);
        var required = shape.required("required", FieldSchema::required, Forms.BOOLEAN);
        var unique = shape.required("unique", FieldSchema::unique, Forms.BOOLEAN);
        var options = shape.required("options", FieldSchema::options, Forms.mapOf(Forms.TEXT));
        var referenceTo = shape.required("reference_to", FieldSchema::referenceTo, Forms.listOf(Forms.TEXT));
        return shape.madeBy(read -> new FieldSchema(
                read.get(name),
                read.get(label),
                read.get(type),
                read.find(meaning),
                read.get(creatable),
                read.get(updatable),
                read.get(required),
                read.get(unique),
                read.get(options),
                read.get(referenceTo)));
    }

    private static Shape<ObjectSchema> objectSchema() {
        var shape = Shape.<ObjectSchema>of("object schema");
        var type = shape.required("type", ObjectSchema::type, Forms.TEXT);
        var label = shape.required("label", ObjectSchema::label, Forms.TEXT);
        var kind = shape.required("kind", ObjectSchema::kind, Forms.TEXT);
        var fields = shape.required("fields", ObjectSchema::fields, Forms.listOf(FIELD_SCHEMA));
        return shape.madeBy(read ->
                new ObjectSchema(read.get(type), read.get(label), read.get(kind), read.get(fields)));
    }

    /** A snapshot keeps its fields in order, so they need not be sorted again. */
    private static final class OrderedFields implements Form<Map<String, FieldValue>> {
        @Override
        public void write(JsonGenerator json, Map<String, FieldValue> fields) throws IOException {
            FIELDS.writeInOrder(json, fields);
        }

        @Override
        public Map<String, FieldValue> read(JsonParser json) throws IOException {
            return FIELDS.read(json);
        }
    }
}
