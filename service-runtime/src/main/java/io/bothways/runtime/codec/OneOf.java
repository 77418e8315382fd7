package io.bothways.runtime.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserSequence;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A sealed type as a JSON object whose member {@code type} says which of its cases it is. Written first, so that
 * reading needs no second look; found anywhere, because a {@code jsonb} column orders members as it likes.
 */
final class OneOf<T> implements Form<T> {
    private static final String TYPE = "type";

    private final String what;
    private final Function<T, Case<? extends T>> caseOf;
    private final Map<String, Case<? extends T>> byCode = new HashMap<>();

    /** One case of a sealed type and its wire code. */
    record Case<T>(String code, Shape<T> shape) {}

    /**
     * @param caseOf an exhaustive switch: a new case of the sealed type breaks the build here
     * @param cases all that {@code caseOf} answers
     */
    OneOf(String what, Function<T, Case<? extends T>> caseOf, List<Case<? extends T>> cases) {
        this.what = what;
        this.caseOf = caseOf;
        cases.forEach(each -> byCode.put(each.code(), each));
    }

    String code(T value) {
        return caseOf.apply(value).code();
    }

    Set<String> codes() {
        return byCode.keySet();
    }

    @Override
    public void write(JsonGenerator json, T value) throws IOException {
        json.writeStartObject();
        write(json, value, caseOf.apply(value));
        json.writeEndObject();
    }

    @SuppressWarnings("unchecked") // caseOf answers the case of the value's own class
    private static <C> void write(JsonGenerator json, Object value, Case<C> each) throws IOException {
        json.writeStringField(TYPE, each.code());
        each.shape().writeMembers(json, (C) value);
    }

    @Override
    public T read(JsonParser json) throws IOException {
        if (!json.hasToken(JsonToken.START_OBJECT)) {
            throw UndecodableMessage.at(json, "an object, " + what);
        }
        String name = json.nextFieldName();
        if (TYPE.equals(name)) {
            json.nextToken();
            return caseRead(json).shape().readMembers(json);
        }
        TokenBuffer before = new TokenBuffer(json);
        for (; name != null; name = json.nextFieldName()) {
            json.nextToken();
            if (name.equals(TYPE)) {
                Shape<? extends T> shape = caseRead(json).shape();
                json.clearCurrentToken();
                return shape.readMembers(JsonParserSequence.createFlattened(false, before.asParser(json), json));
            }
            before.writeFieldName(name);
            before.copyCurrentStructure(json);
        }
        throw UndecodableMessage.missing(json, TYPE);
    }

    private Case<? extends T> caseRead(JsonParser json) throws IOException {
        Case<? extends T> found = json.hasToken(JsonToken.VALUE_STRING) ? byCode.get(json.getText()) : null;
        if (found == null) {
            List<String> codes = byCode.keySet().stream().sorted().toList();
            throw UndecodableMessage.at(json, "the type of " + what + ", one of " + codes);
        }
        return found;
    }
}
