package io.bothways.simulator.pipedrive.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a listing goes on: after the record with this sort key and id. A record that is modified while it is listed by
 * its stamp moves to the end, where the listing finds it again.
 */
record Cursor(String sortedBy, long key, String id) {

    static @Nullable Cursor of(@Nullable String text, String sortedBy) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(":", 3);
            if (parts.length == 3 && parts[0].equals(sortedBy)) {
                return new Cursor(parts[0], Long.parseLong(parts[1]), parts[2]);
            }
        } catch (IllegalArgumentException e) {
            // Refused below like the cursor of another listing.
        }
        throw PipedriveErrors.invalid("Parameter 'cursor' is invalid");
    }

    String text() {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString((sortedBy + ":" + key + ":" + id).getBytes(StandardCharsets.UTF_8));
    }
}
