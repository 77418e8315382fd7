package io.bothways.connector.intercom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.intercom.IntercomSchema.Fields;
import io.bothways.connector.write.Answer;
import io.bothways.connector.write.NewRecord;
import io.bothways.connector.write.RecordDeletion;
import io.bothways.connector.write.RecordRestore;
import io.bothways.connector.write.RecordUpdate;
import io.bothways.connector.write.RecordWriter;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.write.Failure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Writes one record per call; Intercom has no batches. Companies of contacts are attached once the contact is written.
 * A contact is archived, which can be taken back; a company or ticket is deleted for good.
 */
final class IntercomWriter implements RecordWriter, RecordDeletion, RecordRestore {
    private final IntercomApi api;
    private final IntercomSchema schema;
    private final IntercomRecords records;
    private final ContactCompanies companies;

    IntercomWriter(IntercomApi api, IntercomSchema schema, IntercomRecords records, ContactCompanies companies) {
        this.api = api;
        this.schema = schema;
        this.records = records;
        this.companies = companies;
    }

    @Override
    public List<Answer> create(String type, List<NewRecord> inputs) {
        IntercomType kind = writable(type);
        return inputs.stream().map(input -> answered(() ->
                switch (kind) {
                    case CONTACTS -> createContact(input);
                    case COMPANIES -> createCompany(input);
                    case TICKETS -> createTicket(input);
                    case ADMINS -> throw readOnly();
                })).toList();
    }

    private Answer createContact(NewRecord input) {
        Fields fields = schema.fields(IntercomType.CONTACTS, input.fields().keySet());
        ObjectNode body = body(fields, input.fields(), false);
        if (!body.has(IntercomFields.ROLE)) {
            // A user has to be told apart from others by one of these.
            boolean known = body.has(IntercomFields.EMAIL) || body.has(IntercomFields.EXTERNAL_ID);
            body.put(IntercomFields.ROLE, known ? "user" : "lead");
        }
        JsonNode contact = api.createContact(body);
        try {
            return done(fields, input.fields(), contact, companies.write(contact, input.fields()).changed());
        } catch (ConnectorException unattached) {
            // The contact is there: whether its company is attached, the next poll tells.
            Map<String, FieldValue> sent = new HashMap<>(input.fields());
            sent.keySet().removeIf(name -> IntercomFields.isAttached(IntercomType.CONTACTS, name));
            return done(schema.fields(IntercomType.CONTACTS, sent.keySet()), sent, contact, false);
        }
    }

    /** A company is made by its own id, which may be ours; with a marker the same create makes it once. */
    private Answer createCompany(NewRecord input) {
        Fields fields = schema.fields(IntercomType.COMPANIES, input.fields().keySet());
        ObjectNode body = body(fields, input.fields(), false);
        if (body.has(IntercomFields.COMPANY_ID)) {
            Optional<String> existing = companyOf(body.path(IntercomFields.COMPANY_ID).asText());
            if (existing.isPresent()) {
                return new Answer.Duplicate(
                        existing,
                        new Failure(
                                FailureCodes.DUPLICATE_VALUE,
                                "Intercom has a company of this id already",
                                "",
                                IntercomFields.COMPANY_ID,
                                0));
            }
        } else {
            body.put(
                    IntercomFields.COMPANY_ID,
                    input.marker().isEmpty() ? UUID.randomUUID().toString() : input.marker());
        }
        return done(fields, input.fields(), api.upsertCompany(body), false);
    }

    private Answer createTicket(NewRecord input) {
        Fields fields = schema.fields(IntercomType.TICKETS, input.fields().keySet());
        ObjectNode body = body(fields, input.fields(), false);
        JsonNode contact = body.remove(IntercomFields.CONTACT_OF_TICKET);
        if (contact != null) {
            body.putArray("contacts").addObject().set("id", contact);
        }
        try {
            return done(fields, input.fields(), api.createTicket(body), false);
        } catch (ConnectorException failed) {
            if (failed.kind() != FailureKind.NOT_FOUND) {
                throw failed;
            }
            // What is not there is what the ticket refers to.
            return new Answer.Failed(
                    FailureKind.REJECTED,
                    new Failure(
                            FailureCodes.INVALID_VALUE,
                            "Intercom has no such contact or type of ticket",
                            failed.failure().appMessage(),
                            "",
                            failed.failure().status()));
        }
    }

    private Optional<String> companyOf(String companyId) {
        try {
            JsonNode answer = api.findCompanies(companyId, null);
            JsonNode company = answer.path("data").isArray() ? answer.path("data").path(0) : answer;
            return Optional.of(IntercomRecords.id(company)).filter(id -> !id.isEmpty());
        } catch (ConnectorException failed) {
            if (failed.kind() == FailureKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    @Override
    public List<Answer> update(String type, List<RecordUpdate> updates) {
        IntercomType kind = writable(type);
        return updates.stream().map(update -> answered(() -> update(kind, update))).toList();
    }

    private Answer update(IntercomType kind, RecordUpdate update) {
        Fields fields = schema.fields(kind, update.fields().keySet());
        ObjectNode body = body(fields, update.fields(), true);
        boolean attaches = kind == IntercomType.CONTACTS && ContactCompanies.areNamed(update.fields());
        if (body.isEmpty() && !attaches) {
            return new Answer.Done(update.id(), Optional.of(new SourceRecord(update.id(), Map.of(), 0)));
        }
        if (kind == IntercomType.COMPANIES) {
            return elsewhere(update.id(), done(fields, update.fields(), api.updateCompany(update.id(), body), false));
        }
        if (kind == IntercomType.TICKETS) {
            return done(fields, update.fields(), api.updateTicket(update.id(), assigned(body)), false);
        }
        JsonNode contact = body.isEmpty() ? api.contact(update.id()) : api.updateContact(update.id(), body);
        ContactCompanies.Result attached = companies.write(contact, update.fields());
        return attached.refused().orElseGet(() ->
                elsewhere(update.id(), done(fields, update.fields(), contact, attached.changed())));
    }

    private static ObjectNode assigned(ObjectNode body) {
        JsonNode assignee = body.remove(IntercomFields.ASSIGNEE);
        if (assignee != null) {
            body.put("assignee_id", assignee.isNull() ? "0" : assignee.asText());
        }
        return body;
    }

    private static Answer elsewhere(String asked, Answer answer) {
        return answer instanceof Answer.Done(String id, var told) && !id.equals(asked) ? new Answer.Moved(id) : answer;
    }

    /** The record as the answer tells it; a contact whose companies have changed since is read once more. */
    private Answer done(Fields fields, Map<String, FieldValue> sent, JsonNode object, boolean again) {
        String id = IntercomRecords.id(object);
        if (id.isEmpty()) {
            throw new ConnectorException(
                    FailureKind.OUTCOME_UNKNOWN,
                    new Failure(FailureCodes.UNEXPECTED_ANSWER, "Intercom's answer holds no record", "", "", 200));
        }
        JsonNode now = object;
        if (again) {
            try {
                now = api.contact(id);
            } catch (ConnectorException unread) {
                return new Answer.Done(id, Optional.of(new SourceRecord(id, Map.of(), 0)));
            }
        }
        SourceRecord told = records.read(now, fields);
        Map<String, FieldValue> written = new HashMap<>(told.fields());
        written.keySet().removeIf(name -> sent.get(name) instanceof FieldValue.Unread);
        return new Answer.Done(id, Optional.of(new SourceRecord(id, written, told.version())));
    }

    @Override
    public List<Answer> delete(String type, List<String> ids) {
        IntercomType kind = writable(type);
        return gone(ids, switch (kind) {
            case CONTACTS -> api::archiveContact;
            case COMPANIES -> api::deleteCompany;
            case TICKETS -> api::deleteTicket;
            case ADMINS -> throw readOnly();
        });
    }

    @Override
    public List<Answer> restore(String type, List<String> ids) {
        if (writable(type) == IntercomType.CONTACTS) {
            return gone(ids, api::unarchiveContact);
        }
        Answer forGood = new Answer.Failed(
                FailureKind.REJECTED,
                new Failure(FailureCodes.ABILITY_MISSING, "Intercom brings only contacts back", "", "", 0));
        return ids.stream().map(id -> forGood).toList();
    }

    private List<Answer> gone(List<String> ids, Function<String, JsonNode> call) {
        return ids.stream().map(id -> answered(() -> {
            call.apply(id);
            return new Answer.Done(id, Optional.empty());
        })).toList();
    }

    /** Clears go out with an update only: a new record has nothing to empty. */
    private static ObjectNode body(Fields fields, Map<String, FieldValue> values, boolean clears) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        fields.byName().forEach((name, field) -> {
            FieldValue value = values.getOrDefault(name, FieldValue.UNREAD);
            if (!IntercomFields.isAttached(fields.type(), name)
                    && (clears || value instanceof FieldValue.Present)) {
                IntercomValues.write(field, value).ifPresent(json -> IntercomFields.attribute(name).ifPresentOrElse(
                        attribute -> body.withObjectProperty(attribute.container()).set(attribute.name(), json),
                        () -> body.set(name, json)));
            }
        });
        return body;
    }

    private static Answer answered(Supplier<Answer> write) {
        try {
            return write.get();
        } catch (ConnectorException failed) {
            return IntercomFailures.item(failed).orElseThrow(() -> failed);
        }
    }

    private static IntercomType writable(String type) {
        IntercomType kind = IntercomType.of(type);
        if (kind == IntercomType.ADMINS) {
            throw readOnly();
        }
        return kind;
    }

    private static ConnectorException readOnly() {
        return new ConnectorException(
                FailureKind.REJECTED,
                new Failure(FailureCodes.READ_ONLY_FIELD, "teammates are made in Intercom alone", "", "", 0));
    }
}
