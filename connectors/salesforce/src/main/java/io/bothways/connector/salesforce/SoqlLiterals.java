package io.bothways.connector.salesforce;

import io.bothways.contracts.record.ValueType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Writes values into queries (SOQL reference: quoted string escape sequences, date formats). */
final class SoqlLiterals {
    /** Encoded, as it stands in an address. */
    private static final int MOST_CHARACTERS = 7_000;

    private SoqlLiterals() {}

    /** Ids, of which none holds a quote. */
    static String ids(Collection<String> ids) {
        return "('" + String.join("','", ids) + "')";
    }

    /** All values, joined to as few lists as fit into an address. */
    static List<String> lists(ValueType type, Collection<String> values) {
        List<String> lists = new ArrayList<>();
        List<String> some = new ArrayList<>();
        int characters = 0;
        for (String value : new LinkedHashSet<>(values)) {
            Optional<String> literal = of(type, value);
            if (literal.isEmpty()) {
                continue;
            }
            int length = URLEncoder.encode(literal.get() + ",", StandardCharsets.UTF_8).length();
            if (!some.isEmpty() && characters + length > MOST_CHARACTERS) {
                lists.add("(" + String.join(",", some) + ")");
                some.clear();
                characters = 0;
            }
            some.add(literal.get());
            characters += length;
        }
        if (!some.isEmpty()) {
            lists.add("(" + String.join(",", some) + ")");
        }
        return lists;
    }

    /** Empty for what a field of this type cannot hold: no record has it, and the comparison would be refused. */
    private static Optional<String> of(ValueType type, String value) {
        return switch (type) {
            case TEXT, EMAIL, PHONE, URL, OPTION -> Optional.of(quoted(value));
            case DECIMAL -> Optional.of(value).filter(number -> number.matches("-?\\d{1,18}(\\.\\d{1,18})?"));
            case BOOLEAN -> Optional.of(value).filter(flag -> flag.equals("true") || flag.equals("false"));
            case REFERENCE -> Optional.of(value).filter(SalesforceId::isId).map(SoqlLiterals::quoted);
            case DATE -> Optional.of(value).filter(day -> day.matches("\\d{4}-\\d\\d-\\d\\d"));
            case TIMESTAMP -> Optional.of(value)
                    .filter(at -> at.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?Z"));
            case OPTION_SET, REFERENCE_SET -> Optional.empty();
        };
    }

    private static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r") + "'";
    }
}
