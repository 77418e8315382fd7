package io.bothways.simulator.pipedrive.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.store.RecordRefused;
import io.bothways.simulator.pipedrive.schema.PipedriveField.Option;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The values of fields in their three forms: as the API takes them (strictly: {@code "7"} is no number), as text in the
 * store and on the page, and as the API tells them.
 */
public final class FieldValues {
    /** The code of a refused value in answers of version 2. */
    public static final String INVALID = "ERR_SCHEMA_VALIDATION_FAILED";
    private static final String CHOICES = "; ";
    private static final int MAX_VARCHAR = 255;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private FieldValues() {
    }

    public static RecordRefused refused(String code, String reason) {
        return new RecordRefused(INVALID, code, "Validation failed: " + code + ": " + reason);
    }

    static String kindOf(JsonNode value) {
        return value.isMissingNode() ? "undefined" : value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    /** What a client of the API sends, as text; {@code null} clears. */
    public static @Nullable String read(PipedriveField field, JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        String text = switch (field.type()) {
            case VARCHAR, TEXT, DATE, WORD -> text(field, value);
            case NUMBER -> number(field, value);
            case WHOLE, USER, PERSON, ORGANIZATION, STAGE, PIPELINE -> whole(field, value);
            case FLAG -> flag(field, value);
            case OPTION -> chosen(field, value).label();
            case OPTIONS -> choices(field, value);
            case EMAILS, PHONES -> ContactPoints.ofJson(field.code(), value).text();
            case MONEY -> number(field, object(field, value).path("value")) + " "
                    + value.path("currency").asText(Company.CURRENCY);
            case ADDRESS -> text(field, object(field, value).path("value"));
            case DATE_RANGE -> text(field, object(field, value).path("value")) + "/"
                    + text(field, value.path("until"));
            case TIME -> text(field, object(field, value).path("value"));
        };
        return text.isEmpty() ? null : text;
    }

    /** Checks a text, as people enter it, and writes it as the store keeps it. */
    public static String check(PipedriveField field, String text) {
        try {
            return switch (field.type()) {
                case VARCHAR -> {
                    if (text.length() > MAX_VARCHAR) {
                        throw refused(field.code(), "String must contain at most 255 character(s)");
                    }
                    yield text;
                }
                case TEXT, ADDRESS -> text;
                case EMAILS, PHONES -> ContactPoints.ofText(text).text();
                case NUMBER -> plain(new BigDecimal(text.strip()));
                case WHOLE, USER, PERSON, ORGANIZATION, STAGE, PIPELINE -> String.valueOf(Long.parseLong(text.strip()));
                case DATE -> LocalDate.parse(text).toString();
                case DATE_RANGE -> {
                    String[] ends = text.split("/", -1);
                    yield LocalDate.parse(ends[0]) + "/" + LocalDate.parse(ends[1]);
                }
                case TIME -> LocalTime.parse(text).format(TIME);
                case MONEY -> {
                    String[] parts = text.strip().split(" +");
                    yield plain(new BigDecimal(parts[0])) + " " + (parts.length > 1 ? parts[1] : Company.CURRENCY);
                }
                case FLAG -> {
                    if (!text.equals("true") && !text.equals("false")) {
                        throw new IllegalArgumentException("neither true nor false");
                    }
                    yield text;
                }
                case OPTION, WORD -> option(field, text).label();
                case OPTIONS -> {
                    List<Option> all = new ArrayList<>();
                    for (String label : text.split(CHOICES)) {
                        all.add(option(field, label));
                    }
                    yield joined(all);
                }
            };
        } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
            throw refused(field.code(), "Invalid value");
        }
    }

    /** What the API tells; with {@code labels} options come as {@code {id, label}}. */
    public static JsonNode write(PipedriveField field, @Nullable String text, boolean labels) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (text == null) {
            return switch (field.type()) {
                case EMAILS, PHONES -> json.arrayNode();
                case FLAG -> json.booleanNode(false);
                case OPTIONS -> field.custom() ? json.nullNode() : json.arrayNode();
                default -> json.nullNode();
            };
        }
        return switch (field.type()) {
            case VARCHAR, TEXT, DATE, WORD -> json.textNode(text);
            case NUMBER -> amount(text);
            case WHOLE, USER, PERSON, ORGANIZATION, STAGE, PIPELINE -> json.numberNode(Long.parseLong(text));
            case FLAG -> json.booleanNode(Boolean.parseBoolean(text));
            case OPTION -> choice(option(field, text), labels);
            case OPTIONS -> {
                ArrayNode all = json.arrayNode();
                for (String label : text.split(CHOICES)) {
                    all.add(choice(option(field, label), labels && field.custom()));
                }
                yield all;
            }
            case EMAILS, PHONES -> ContactPoints.ofText(text).json();
            case MONEY -> {
                ObjectNode money = Json.object();
                money.set("value", amount(text.substring(0, text.indexOf(' '))));
                yield money.put("currency", text.substring(text.indexOf(' ') + 1));
            }
            case ADDRESS -> Json.object().put("value", text).putNull("country").putNull("locality")
                    .putNull("postal_code").putNull("route").putNull("street_number");
            case DATE_RANGE -> Json.object().put("value", text.substring(0, text.indexOf('/')))
                    .put("until", text.substring(text.indexOf('/') + 1));
            case TIME -> Json.object().put("value", text).putNull("timezone_id").putNull("timezone_name");
        };
    }

    /** The plain values of an e-mail or telephone field, the primary one first. */
    public static List<String> contactValues(String text) {
        return ContactPoints.ofText(text).points().stream().map(ContactPoints.Point::value).toList();
    }

    /** A number without an exponent or trailing zeros. */
    public static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static JsonNode amount(String text) {
        BigDecimal number = new BigDecimal(text);
        return number.scale() <= 0 ? JsonNodeFactory.instance.numberNode(number.toBigIntegerExact())
                : JsonNodeFactory.instance.numberNode(number);
    }

    private static JsonNode choice(Option option, boolean label) {
        return label ? Json.object().put("id", option.id()).put("label", option.label())
                : JsonNodeFactory.instance.numberNode(option.id());
    }

    private static String choices(PipedriveField field, JsonNode value) {
        if (!value.isArray()) {
            throw refused(field.code(), "Expected array, received " + kindOf(value));
        }
        if (value.isEmpty() && field.custom()) {
            throw refused(field.code(), "Array must contain at least 1 element(s)");
        }
        List<Option> all = new ArrayList<>();
        value.forEach(item -> all.add(chosen(field, item)));
        return joined(all);
    }

    private static String joined(List<Option> options) {
        return options.stream().distinct().sorted(Comparator.comparingInt(Option::id)).map(Option::label)
                .collect(Collectors.joining(CHOICES));
    }

    private static Option chosen(PipedriveField field, JsonNode value) {
        if (!value.isIntegralNumber()) {
            throw refused(field.code(), "Expected number, received " + kindOf(value));
        }
        return field.option(value.asInt()).orElseThrow(() -> refused(field.code(), "Invalid option id " + value));
    }

    private static Option option(PipedriveField field, String label) {
        return field.option(label).orElseThrow(() -> refused(field.code(), "Invalid option"));
    }

    private static JsonNode object(PipedriveField field, JsonNode value) {
        if (!value.isObject()) {
            throw refused(field.code(), "Expected object, received " + kindOf(value));
        }
        return value;
    }

    private static String text(PipedriveField field, JsonNode value) {
        if (!value.isTextual()) {
            throw refused(field.code(), "Expected string, received " + kindOf(value));
        }
        return value.asText();
    }

    private static String number(PipedriveField field, JsonNode value) {
        if (!value.isNumber()) {
            throw refused(field.code(), "Expected number, received " + kindOf(value));
        }
        return plain(value.decimalValue());
    }

    private static String whole(PipedriveField field, JsonNode value) {
        if (!value.isIntegralNumber()) {
            throw refused(field.code(), "Expected integer, received " + kindOf(value));
        }
        return value.asText();
    }

    private static String flag(PipedriveField field, JsonNode value) {
        if (!value.isBoolean()) {
            throw refused(field.code(), "Expected boolean, received " + kindOf(value));
        }
        return value.asText();
    }
}
