package io.bothways.endtoend.connections;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.endtoend.AppView.Calls;
import io.bothways.endtoend.CheckFailure;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What tells one app from another, as far as a judge has to know it: the vendor's own words, never the connectors'. */
enum Vendor {
    HUBSPOT(
            Map.of("access_token", "access_token"),
            100, 100, 1, 1,
            "\\w+\\.list",
            "[\\w-]+\\.search",
            "[\\w-]+\\.(batch_read|get)|associations\\.(batch_read|list)",
            Map.of()) {
        @Override
        String combine(Member app, String type, String winner, String loser) {
            return app.call("/crm/v3/objects/" + type + "/merge",
                            Map.of("primaryObjectId", winner, "objectIdToMerge", loser))
                    .path("id")
                    .asText();
        }
    },
    SALESFORCE(
            Map.of("client_id", "client_id", "client_secret", "client_secret"),
            2000, 200, 1, 2,
            "query|query\\.next",
            "query_all",
            "\\w+\\.(get|retrieve)",
            Map.of()) {
        @Override
        String combine(Member app, String type, String winner, String loser) {
            app.view().act("merge", Map.of("type", type, "winner", winner, "losers", List.of(loser)));
            return winner;
        }

        /** Whose contact an opportunity is stands in roles, which are polled too. */
        @Override
        int callsOfAPoll(String type) {
            return super.callsOfAPoll(type) + (type.equals("Opportunity") ? 1 : 0);
        }
    },
    INTERCOM(
            Map.of("access_token", "access_token"),
            150, 1, 0, 2,
            "contacts\\.list|companies\\.scroll",
            "contacts\\.search|tickets\\.search|companies\\.scroll",
            "contacts\\.(get|companies|find_by_external_id)|companies\\.(get|find|list)",
            Map.of("role", "lead")) {
        @Override
        String combine(Member app, String type, String winner, String loser) {
            app.view().edit(type, winner, "role", "user");
            app.call("/contacts/merge", Map.of("from", loser, "into", winner, "skip_duplicate_validation", true));
            return winner;
        }
    },
    DATAVERSE(
            Map.of("tenant_id", "tenant_id", "client_id", "client_id", "client_secret", "client_secret",
                    "authority", "base_url"),
            2000, 100, 0, 1,
            "\\w+\\.list",
            "\\w+\\.list",
            "\\w+\\.get",
            Map.of()) {
        @Override
        String combine(Member app, String type, String winner, String loser) {
            app.view().act("merge", Map.of("type", type, "winner", winner, "loser", loser));
            return winner;
        }
    },
    /** The simulators' own app: it pushes its records whole, and cannot be asked what has changed. */
    CARDBOX(
            Map.of("access_token", "access_token"),
            100, 1, 0, 1,
            "\\w+\\.list",
            "\\w+\\.list",
            "\\w+\\.(get|find)",
            Map.of()) {
        @Override
        String combine(Member app, String type, String winner, String loser) {
            throw new CheckFailure("records of cardbox cannot be combined");
        }
    },
    PIPEDRIVE(
            Map.of("api_token", "access_token"),
            500, 1, 0, 1,
            "(?!webhooks)\\w+\\.(list|archived)",
            "(?!webhooks)\\w+\\.(list|archived)",
            "\\w+\\.(get|search)|items\\.search",
            Map.of()) {
        @Override
        String combine(Member app, String type, String winner, String loser) {
            app.view().act("merge", Map.of("type", type, "winner", winner, "loser", loser));
            return winner;
        }

        @Override
        boolean subscribes() {
            return true;
        }

        /** Archived ones, and deals that are deleted, stand in lists of their own. */
        @Override
        int callsOfAPoll(String type) {
            return switch (type) {
                case "deals" -> 3;
                case "leads" -> 2;
                default -> super.callsOfAPoll(type);
            };
        }
    };

    private final Map<String, String> credentials;
    private final int page;
    private final int batch;
    private final int readBacks;
    private final int callsOfAPoll;
    private final Pattern lists;
    private final Pattern polls;
    private final Pattern readings;
    private final Map<String, String> combinable;

    /**
     * @param credentials the account's credentials to the members of the simulator's start line
     * @param page records in an answer of a listing or a poll
     * @param batch records in a call that writes; 1: the app has no batches
     * @param readBacks calls after one that writes, where its answer does not tell what is held now
     * @param callsOfAPoll an idle poll of persons or companies, at most
     * @param lists operations of a listing
     * @param polls operations of a poll
     * @param readings operations that read records by their ids, or look for some
     * @param combinable fields that a person needs to be combined into another one
     */
    Vendor(
            Map<String, String> credentials,
            int page,
            int batch,
            int readBacks,
            int callsOfAPoll,
            String lists,
            String polls,
            String readings,
            Map<String, String> combinable) {
        this.credentials = credentials;
        this.page = page;
        this.batch = batch;
        this.readBacks = readBacks;
        this.callsOfAPoll = callsOfAPoll;
        this.lists = Pattern.compile(lists);
        this.polls = Pattern.compile(polls);
        this.readings = Pattern.compile(readings);
        this.combinable = combinable;
    }

    static Vendor of(String app) {
        return Arrays.stream(values())
                .filter(vendor -> vendor.app().equals(app))
                .findFirst()
                .orElseThrow(() -> new CheckFailure("there is no app " + app));
    }

    /** Combines two records as a person does on the app's page, and returns the survivor's id. */
    abstract String combine(Member app, String type, String winner, String loser);

    /** Whether Bothways itself asks the app for pushes; else a person sets them up in the app. */
    boolean subscribes() {
        return false;
    }

    String app() {
        return name().toLowerCase(Locale.ROOT);
    }

    Map<String, String> credentials(JsonNode startLine) {
        Map<String, String> given = new LinkedHashMap<>();
        credentials.forEach((member, word) -> given.put(member, startLine.required(word).asText()));
        return given;
    }

    int page() {
        return page;
    }

    int batch() {
        return batch;
    }

    int readBacks() {
        return readBacks;
    }

    int callsOfAPoll() {
        return callsOfAPoll;
    }

    /** An idle poll of this type, at most. */
    int callsOfAPoll(String type) {
        return callsOfAPoll;
    }

    Map<String, String> combinable() {
        return combinable;
    }

    long lists(Calls calls) {
        return sum(calls, lists);
    }

    long polls(Calls calls) {
        return sum(calls, polls);
    }

    /** Whether some calls of a poll cannot be told from those of a listing. */
    boolean pollsAreLists() {
        return List.of(polls.pattern().split("\\|")).stream().anyMatch(List.of(lists.pattern().split("\\|"))::contains);
    }

    long readings(Calls calls) {
        return sum(calls, readings);
    }

    private static long sum(Calls calls, Pattern operations) {
        return calls.operations().entrySet().stream()
                .filter(operation -> operations.matcher(operation.getKey()).matches())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
