package io.bothways.simulator.pipedrive.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parts of a company that no client of the simulator changes: users, pipelines and their stages. */
public final class Company {
    /** Whose token the API uses. */
    public static final int API_USER = 1;
    /** Who edits on the page. */
    public static final int PAGE_USER = 2;
    public static final String CURRENCY = "EUR";
    public static final List<User> USERS = List.of(new User(API_USER, "Iris Integration", "iris@company.example"),
            new User(PAGE_USER, "Paul Page", "paul@company.example"), new User(3, "Sam Sales", "sam@company.example"));
    /** By pipeline id. */
    public static final Map<Integer, List<Stage>> STAGES = Map.of(
            1, List.of(new Stage(1, "Qualified", 1), new Stage(2, "Proposal made", 1), new Stage(3, "Negotiation", 1)),
            2, List.of(new Stage(4, "Renewal due", 2), new Stage(5, "Renewal offered", 2)));

    /** Somebody with a seat. */
    public record User(int id, String name, String email) {
    }

    /** A step of a pipeline. */
    public record Stage(int id, String name, int pipeline) {
    }

    private Company() {
    }

    public static Optional<User> user(String id) {
        return USERS.stream().filter(user -> String.valueOf(user.id()).equals(id)).findFirst();
    }

    public static Optional<Stage> stage(String id) {
        return STAGES.values().stream().flatMap(List::stream)
                .filter(stage -> String.valueOf(stage.id()).equals(id)).findFirst();
    }

    public static String pipelineName(int pipeline) {
        return pipeline == 1 ? "Sales" : "Renewals";
    }
}
