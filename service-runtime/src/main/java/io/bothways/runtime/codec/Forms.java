package io.bothways.runtime.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The forms that everything else is made of: texts, numbers, times, codes, lists and maps. */
final class Forms {
    static final Form<String> TEXT = new Form<>() {
        @Override
        public void write(JsonGenerator json, String text) throws IOException {
            writeText(json, text);
        }

        @Override
        public String read(JsonParser json) throws IOException {
            return readText(json, "a text");
        }
    };

    static final Form<Long> LONG = form(
            JsonGenerator::writeNumber, json -> {
                expect(json, JsonToken.VALUE_NUMBER_INT, "a whole number");
                return json.getLongValue();
            });

    static final Form<Integer> INT = form(
            JsonGenerator::writeNumber, json -> {
                expect(json, JsonToken.VALUE_NUMBER_INT, "a whole number");
                return json.getIntValue();
            });

    static final Form<Boolean> BOOLEAN = form(JsonGenerator::writeBoolean, Forms::readBoolean);

    static final Form<Instant> INSTANT = form(
            (json, at) -> json.writeString(at.toString()), Forms::readInstant);

    static final Form<Duration> DURATION =
            textual("a duration (ISO 8601)", Duration::toString, Duration::parse);

    static final Form<byte[]> BASE64 = form(JsonGenerator::writeBinary, json -> {
        expect(json, JsonToken.VALUE_STRING, "a base64 text");
        return json.getBinaryValue();
    });

    private Forms() {}

    /** A value that is a text on the wire; {@code parsed} refuses with an {@code IllegalArgumentException}. */
    static <T> Form<T> textual(String what, Function<T, String> text, Function<String, T> parsed) {
        return form((json, value) -> writeText(json, text.apply(value)), json -> {
            String read = readText(json, what);
            try {
                return parsed.apply(read);
            } catch (IllegalArgumentException | DateTimeException refused) {
                throw UndecodableMessage.at(json, what);
            }
        });
    }

    /** An enum; {@code code} is an exhaustive switch, so that wire codes are chosen and never a Java name. */
    static <E extends Enum<E>> Form<E> codes(Class<E> type, Function<E, String> code) {
        Map<String, E> byCode = new HashMap<>();
        for (E each : type.getEnumConstants()) {
            if (byCode.put(code.apply(each), each) != null) {
                throw new IllegalArgumentException(type + " has two constants of code " + code.apply(each));
            }
        }
        String expected = "one of " + byCode.keySet().stream().sorted().toList();
        return form((json, value) -> json.writeString(code.apply(value)), json -> {
            E found = byCode.get(readText(json, expected));
            if (found == null) {
                throw UndecodableMessage.at(json, expected);
            }
            return found;
        });
    }

    static <T> Form<List<T>> listOf(Form<T> item) {
        return form((json, list) -> {
            json.writeStartArray();
            for (T each : list) {
                item.write(json, each);
            }
            json.writeEndArray();
        }, json -> {
            expect(json, JsonToken.START_ARRAY, "a list");
            List<T> list = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                list.add(item.read(json));
            }
            return Collections.unmodifiableList(list);
        });
    }

    /** An object with free names, written in their order, so that equal messages are equal bytes. */
    static <T> Form<Map<String, T>> mapOf(Form<T> item) {
        return form((json, map) -> {
            json.writeStartObject();
            for (Map.Entry<String, T> each : sorted(map).entrySet()) {
                writeName(json, each.getKey());
                item.write(json, each.getValue());
            }
            json.writeEndObject();
        }, json -> {
            expect(json, JsonToken.START_OBJECT, "an object");
            SortedMap<String, T> map = new TreeMap<>();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                if (map.put(name, item.read(json)) != null) {
                    throw UndecodableMessage.at(json, "this member once");
                }
            }
            return Collections.unmodifiableSortedMap(map);
        });
    }

    /** The same form seen through another type, for example a set that travels as a list. */
    static <T, V> Form<T> as(Form<V> form, Function<T, V> out, Function<V, T> in) {
        return form((json, value) -> form.write(json, out.apply(value)), json -> in.apply(form.read(json)));
    }

    static <T> SortedMap<String, T> sorted(Map<String, T> map) {
        return map instanceof SortedMap<String, T> already ? already : new TreeMap<>(map);
    }

    static void expect(JsonParser json, JsonToken token, String expected) {
        if (!json.hasToken(token)) {
            throw UndecodableMessage.at(json, expected);
        }
    }

    static String readText(JsonParser json, String expected) throws IOException {
        expect(json, JsonToken.VALUE_STRING, expected);
        return json.getText();
    }

    static boolean readBoolean(JsonParser json) {
        if (json.hasToken(JsonToken.VALUE_TRUE)) {
            return true;
        }
        expect(json, JsonToken.VALUE_FALSE, "true or false");
        return false;
    }

    static Instant readInstant(JsonParser json) throws IOException {
        String text = readText(json, "an instant (ISO 8601, UTC)");
        try {
            return Instants.parse(text);
        } catch (DateTimeException refused) {
            throw UndecodableMessage.at(json, "an instant (ISO 8601, UTC)");
        }
    }

    static void writeText(JsonGenerator json, String text) throws IOException {
        if (isWellFormed(text)) {
            json.writeString(text);
        } else {
            json.setHighestNonEscapedChar(127);
            json.writeString(text);
            json.setHighestNonEscapedChar(0);
        }
    }

    static void writeName(JsonGenerator json, String name) throws IOException {
        if (isWellFormed(name)) {
            json.writeFieldName(name);
        } else {
            json.setHighestNonEscapedChar(127);
            json.writeFieldName(name);
            json.setHighestNonEscapedChar(0);
        }
    }

    /**
     * Whether UTF-8 can hold the text. Apps cut texts at a number of UTF-16 units and so leave half a character, which
     * must come back as it was: such a text is written with escapes only.
     */
    private static boolean isWellFormed(String text) {
        for (int at = 0; at < text.length(); at++) {
            char unit = text.charAt(at);
            if (Character.isSurrogate(unit)) {
                if (at + 1 == text.length() || !Character.isSurrogatePair(unit, text.charAt(at + 1))) {
                    return false;
                }
                at++;
            }
        }
        return true;
    }

    private interface Writing<T> {
        void write(JsonGenerator json, T value) throws IOException;
    }

    private interface Reading<T> {
        T read(JsonParser json) throws IOException;
    }

    private static <T> Form<T> form(Writing<T> writing, Reading<T> reading) {
        return new Form<>() {
            @Override
            public void write(JsonGenerator json, T value) throws IOException {
                writing.write(json, value);
            }

            @Override
            public T read(JsonParser json) throws IOException {
                return reading.read(json);
            }
        };
    }
}
