package io.bothways.simulator.dataverse.records;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** GUIDs as the API reads them: with or without braces, in any case; written in lower case. */
public final class Guids {
    private static final Pattern FORM =
            Pattern.compile("\\{?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\\}?");

    private Guids() {
    }

    public static Optional<String> read(String text) {
        var form = FORM.matcher(text.strip());
        return form.matches() ? Optional.of(form.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }
}
