package io.bothways.simulator.salesforce.schema;

import java.util.List;
import java.util.Optional;

/** The stages and statuses of the organization: those of a new one, in their order. */
public final class SalesProcess {
    /** What a stage says about an opportunity: how likely it is, where it counts in a forecast, whether it is over. */
    public record Stage(String name, int probability, String forecastCategory, boolean closed, boolean won) {}

    /** A status of leads or cases; {@code ends}: a lead in it is converted, a case in it closed. */
    public record Status(String name, boolean standard, boolean ends) {}

    public static final String PIPELINE = "Pipeline";

    public static final List<Stage> STAGES = List.of(
            new Stage("Prospecting", 10, PIPELINE, false, false),
            new Stage("Qualification", 10, PIPELINE, false, false),
            new Stage("Needs Analysis", 20, PIPELINE, false, false),
            new Stage("Value Proposition", 50, PIPELINE, false, false),
            new Stage("Id. Decision Makers", 60, PIPELINE, false, false),
            new Stage("Perception Analysis", 70, PIPELINE, false, false),
            new Stage("Proposal/Price Quote", 75, PIPELINE, false, false),
            new Stage("Negotiation/Review", 90, PIPELINE, false, false),
            new Stage("Closed Won", 100, "Closed", true, true),
            new Stage("Closed Lost", 0, "Omitted", true, false));

    public static final List<Status> LEAD_STATUSES = List.of(new Status("Open - Not Contacted", true, false),
            new Status("Working - Contacted", false, false), new Status("Closed - Converted", false, true),
            new Status("Closed - Not Converted", false, false));

    public static final List<Status> CASE_STATUSES = List.of(new Status("New", true, false),
            new Status("Working", false, false), new Status("Escalated", false, false),
            new Status("Closed", false, true));

    private SalesProcess() {}

    public static Optional<Stage> stage(Object name) {
        return STAGES.stream().filter(stage -> stage.name().equals(name)).findFirst();
    }

    public static boolean closesCase(Object status) {
        return CASE_STATUSES.stream().anyMatch(each -> each.ends() && each.name().equals(status));
    }

    static List<String> stages() {
        return STAGES.stream().map(Stage::name).toList();
    }

    static List<String> names(List<Status> statuses) {
        return statuses.stream().map(Status::name).toList();
    }
}
