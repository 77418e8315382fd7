package io.bothways.merge.decide;

import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.merge.batch.Place;
import java.util.List;
import java.util.Map;

/** What a person calls a record: its name, else its e-mail or domain. */
final class Titles {
    private static final int LONGEST = 120;
    /** Said by who has no name, the first that there is. */
    private static final List<String> OTHERS = List.of("name", "email", "domain");

    private Titles() {}

    static String of(Place place, Map<String, FieldValue> fields) {
        String first = text(place, fields, "first_name");
        String last = text(place, fields, "last_name");
        String title = first.isEmpty() || last.isEmpty() ? first + last : first + " " + last;
        for (int i = 0; title.isEmpty() && i < OTHERS.size(); i++) {
            title = text(place, fields, OTHERS.get(i));
        }
        return title.length() > LONGEST ? title.substring(0, LONGEST) + "…" : title;
    }

    private static String text(Place place, Map<String, FieldValue> fields, String mapping) {
        for (Mapping named : place.sync().object().mappings()) {
            if (named.name().equals(mapping)) {
                return fields.get(named.on(place.side()).name()) instanceof FieldValue.Present(Value.Text(String text))
                        ? text.strip() : "";
            }
        }
        return "";
    }
}
