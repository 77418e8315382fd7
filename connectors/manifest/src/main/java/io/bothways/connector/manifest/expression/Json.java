package io.bothways.connector.manifest.expression;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON as maps, lists and plain values. */
public final class Json {
    /** The JSON value null, which is something else than nothing. */
    public static final Object NULL = Jsonata.NULL_VALUE;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    /** Empty where the text is no JSON. */
    public static Optional<Object> parse(String text) {
        try {
            return Optional.ofNullable(MAPPER.readValue(text, Object.class));
        } catch (JsonProcessingException unreadable) {
            return Optional.empty();
        }
    }

    public static String write(@Nullable Object value) {
        try {
            return MAPPER.writeValueAsString(withNulls(value));
        } catch (JsonProcessingException defect) {
            throw new IllegalStateException(defect);
        }
    }

    /** Words that an expression gives are text, whatever they were. Empty for nothing and for null. */
    public static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case String text -> text;
            case BigDecimal number -> number.toPlainString();
            case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
                Long.toString(number.longValue());
            case Number number -> number.toString();
            case Boolean yes -> yes.toString();
            case Map<?, ?> map -> write(map);
            case List<?> list -> write(list);
            default -> value == NULL ? "" : value.toString();
        };
    }

    /** A copy that nothing of the evaluator clings to. */
    static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> {
                Map<String, Object> copy = new LinkedHashMap<>();
                map.forEach((name, each) -> copy.put(String.valueOf(name), each == null ? NULL : plain(each)));
                yield copy;
            }
            case List<?> list -> {
                List<Object> copy = new ArrayList<>(list.size());
                list.forEach(each -> copy.add(each == null ? NULL : plain(each)));
                yield copy;
            }
            default -> value;
        };
    }

    private static @Nullable Object withNulls(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> {
                Map<Object, Object> copy = new LinkedHashMap<>();
                map.forEach((name, each) -> copy.put(name, withNulls(each)));
                yield copy;
            }
            case List<?> list -> {
                List<Object> copy = new ArrayList<>(list.size());
                list.forEach(each -> copy.add(withNulls(each)));
                yield copy;
            }
            case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 -> number.longValue();
            default -> value == NULL ? null : value;
        };
    }
}
