package io.bothways.simulator.intercom.records;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.AppContext;
import io.bothways.simulator.kit.http.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;

/** The workspace: its id, its time zone, which decides what a day is, and its admins. */
public final class Workspace {
    /** Names by id. */
    public static final SequencedMap<String, String> ADMINS = admins();
    private final String id;
    private ZoneId zone = ZoneId.of("America/Los_Angeles");

    public Workspace(AppContext context) {
        id = context.secret("intercom workspace", 8);
    }

    public String id() {
        return id;
    }

    public ZoneId zone() {
        return zone;
    }

    public void zone(ZoneId replacement) {
        zone = replacement;
    }

    /** The day of the workspace that an instant falls on. */
    public LocalDate day(long epochSecond) {
        return LocalDate.ofInstant(Instant.ofEpochSecond(epochSecond), zone);
    }

    public static ObjectNode admin(String adminId) {
        String name = String.valueOf(ADMINS.get(adminId));
        ObjectNode admin = Json.object().put("type", "admin").put("id", adminId).put("name", name)
                .put("email", name.split(" ")[0].toLowerCase(Locale.ROOT) + "@workspace.example")
                .put("job_title", "Support").put("away_mode_enabled", false).put("away_mode_reassign", false)
                .put("has_inbox_seat", true);
        admin.putArray("team_ids");
        return admin;
    }

    private static SequencedMap<String, String> admins() {
        LinkedHashMap<String, String> admins = new LinkedHashMap<>();
        admins.put("991267459", "Ada Ng");
        admins.put("991267460", "Ben Ode");
        admins.put("991267461", "Cleo Park");
        return Collections.unmodifiableSequencedMap(admins);
    }
}
