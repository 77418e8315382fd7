package io.bothways.merge.decide;

import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.merge.batch.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a person calls a record: its name, else its e-mail or domain. */
final class Titles {
    private static final int LONGEST = 120;

    private Titles() {}

    static String of(Place place, Map<String, FieldValue> fields) {
        String name = String.join(" ", Stream.of("first_name", "last_name")
                .map(mapping -> text(place, fields, mapping))
                .filter(text -> !text.isEmpty())
                .toList());
        String title = Stream.concat(Stream.of(name), List.of("name", "email", "domain").stream()
                        .map(mapping -> text(place, fields, mapping)))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        return title.length() > LONGEST ? title.substring(0, LONGEST) + "…" : title;
    }

    private static String text(Place place, Map<String, FieldValue> fields, String mapping) {
        Optional<Mapping> named = place.sync().object().mappings().stream()
                .filter(any -> any.name().equals(mapping))
                .findFirst();
        return named.map(any -> fields.get(any.on(place.side()).name()))
                .map(value -> value instanceof FieldValue.Present(Value.Text(String text)) ? text.strip() : "")
                .orElse("");
    }
}
