package io.bothways.runtime.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.event.Activity;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.event.DeadLetter;
import io.bothways.contracts.event.Hint;
import io.bothways.contracts.event.Mirrored;
import io.bothways.contracts.event.Request;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.contracts.record.Snapshot;
import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.contracts.write.WriteResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The one class that turns messages and JSON columns into bytes and back. Equal values are equal bytes, and
 * {@code decode(encode(x))} equals {@code x} save that unread fields are absent. Whatever the bytes, decoding ends with
 * a value or an {@link UndecodableMessage}; a message that could not be decoded is refused with an
 * {@link UnencodableMessage} when it is encoded. Safe for any number of threads.
 *
 * <p>Texts may hold NUL and half surrogate pairs, as apps send them. PostgreSQL keeps both in a {@code json} or
 * {@code text} column and refuses them in a {@code jsonb} one.
 */
public final class Codec {
    /** The longest message in bytes. Topics and producers have to let it pass. */
    public static final int LARGEST_MESSAGE = 4 << 20;

    /** The longest dead letter in bytes: it holds a longest message, which base64 makes a third longer. */
    public static final int LARGEST_DEAD_LETTER = 6 << 20;

    private static final int DEEPEST_NESTING = 50;
    private static final Form<List<ObjectSchema>> SCHEMAS = Forms.listOf(RecordForms.OBJECT_SCHEMA);

    /** Names of fields are the tenants' own: they are not interned, and two equal hashes are no error. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST_NESTING)
                    .maxStringLength(LARGEST_DEAD_LETTER)
                    .maxNameLength(LARGEST_MESSAGE)
                    .build())
            .build();

    public byte[] encode(ChangeEvent event) {
        return encode(EventForms.CHANGE_EVENT, event);
    }

    public ChangeEvent decodeChangeEvent(byte[] json) {
        return decode(EventForms.CHANGE_EVENT, json);
    }

    public byte[] encode(Hint hint) {
        return encode(EventForms.HINT, hint);
    }

    public Hint decodeHint(byte[] json) {
        return decode(EventForms.HINT, json);
    }

    public byte[] encode(Mirrored mirrored) {
        return encode(EventForms.MIRRORED, mirrored);
    }

    public Mirrored decodeMirrored(byte[] json) {
        return decode(EventForms.MIRRORED, json);
    }

    public byte[] encode(WriteCommand command) {
        return encode(WriteForms.WRITE_COMMAND, command);
    }

    public WriteCommand decodeWriteCommand(byte[] json) {
        return decode(WriteForms.WRITE_COMMAND, json);
    }

    public byte[] encode(WriteResult result) {
        return encode(WriteForms.WRITE_RESULT, result);
    }

    public WriteResult decodeWriteResult(byte[] json) {
        return decode(WriteForms.WRITE_RESULT, json);
    }

    public byte[] encode(Activity activity) {
        return encode(ActivityForms.ACTIVITY, activity);
    }

    public Activity decodeActivity(byte[] json) {
        return decode(ActivityForms.ACTIVITY, json);
    }

    public byte[] encode(Request request) {
        return encode(RequestForms.REQUEST, request);
    }

    public Request decodeRequest(byte[] json) {
        return decode(RequestForms.REQUEST, json);
    }

    public byte[] encode(DeadLetter letter) {
        return encode(EventForms.DEAD_LETTER, letter, LARGEST_DEAD_LETTER);
    }

    public DeadLetter decodeDeadLetter(byte[] json) {
        return decode(EventForms.DEAD_LETTER, json, LARGEST_DEAD_LETTER);
    }

    /** The wire code of how a command ended, as {@link Activity.Written} tells it. */
    public static String code(Outcome outcome) {
        return WriteForms.OUTCOME.code(outcome);
    }

    /** Fields as a JSON column; unread ones are left out. */
    public String fields(Map<String, FieldValue> fields) {
        return text(RecordForms.FIELDS, fields);
    }

    /** Sorted by name, not to be changed. */
    public Map<String, FieldValue> decodeFields(String json) {
        return decode(RecordForms.FIELDS, json);
    }

    public String snapshot(Snapshot snapshot) {
        return text(RecordForms.SNAPSHOT, snapshot);
    }

    public Snapshot decodeSnapshot(String json) {
        return decode(RecordForms.SNAPSHOT, json);
    }

    public String configuration(ConnectionConfiguration configuration) {
        return text(ConfigurationForms.CONNECTION_CONFIGURATION, configuration);
    }

    public ConnectionConfiguration decodeConfiguration(String json) {
        return decode(ConfigurationForms.CONNECTION_CONFIGURATION, json);
    }

    public String schemas(List<ObjectSchema> objects) {
        return text(SCHEMAS, objects);
    }

    public List<ObjectSchema> decodeSchemas(String json) {
        return decode(SCHEMAS, json);
    }

    private static <T> String text(Form<T> form, T value) {
        return new String(encode(form, value), StandardCharsets.UTF_8);
    }

    private static <T> T decode(Form<T> form, String json) {
        return decode(form, json.getBytes(StandardCharsets.UTF_8));
    }

    private static <T> byte[] encode(Form<T> form, T value) {
        return encode(form, value, LARGEST_MESSAGE);
    }

    private static <T> T decode(Form<T> form, byte[] json) {
        return decode(form, json, LARGEST_MESSAGE);
    }

    private static <T> byte[] encode(Form<T> form, T value, int most) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            form.write(json, value);
        } catch (IOException impossible) {
            throw new IllegalStateException("the memory takes all that is written", impossible);
        }
        if (bytes.size() > most) {
            throw new UnencodableMessage("a message of " + bytes.size() + " bytes is longer than " + most);
        }
        return bytes.toByteArray();
    }

    private static <T> T decode(Form<T> form, byte[] bytes, int most) {
        if (bytes.length > most) {
            throw new UndecodableMessage("/: expected at most " + most + " bytes, not " + bytes.length);
        }
        try (JsonParser json = JSON.createParser(bytes)) {
            try {
                json.nextToken();
                T value = form.read(json);
                if (json.nextToken() != null) {
                    throw new UndecodableMessage("/: expected nothing after the message");
                }
                return value;
            } catch (StreamConstraintsException beyond) {
                throw UndecodableMessage.at(json, "nesting no deeper than " + DEEPEST_NESTING + " and texts in bounds");
            } catch (IOException malformed) {
                throw UndecodableMessage.at(json, "well-formed JSON and numbers in range");
            }
        } catch (IOException impossible) {
            throw new IllegalStateException("closing an array in memory cannot fail", impossible);
        }
    }
}
