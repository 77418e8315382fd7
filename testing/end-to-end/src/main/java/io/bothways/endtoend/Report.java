package io.bothways.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Steps, figures and goals, as one JSON object. Steps decide {@code ok}; times, rates and memory only say whether they
 * are met.
 */
public final class Report {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Double> figures = new TreeMap<>();
    private final Map<String, Goal> goals = new TreeMap<>();

    /** One thing that was tried. */
    public record Step(String name, boolean ok, String detail) {}

    private record Goal(double bound, boolean atMost) {
        boolean met(double figure) {
            return atMost ? figure <= bound : figure >= bound;
        }
    }

    public void step(String name, boolean ok, String detail) {
        steps.add(new Step(name, ok, detail));
    }

    public void figure(String name, double value) {
        figures.put(name, Math.round(value * 100) / 100.0);
    }

    public void figureAtMost(String name, double value, double goal) {
        figure(name, value);
        goals.put(name, new Goal(goal, true));
    }

    public void figureAtLeast(String name, double value, double goal) {
        figure(name, value);
        goals.put(name, new Goal(goal, false));
    }

    public boolean ok() {
        return !steps.isEmpty() && steps.stream().allMatch(Step::ok);
    }

    public List<Step> steps() {
        return List.copyOf(steps);
    }

    public Map<String, Double> figures() {
        return Map.copyOf(figures);
    }

    public String toJson() {
        ObjectNode root = JSON.createObjectNode();
        root.put("ok", ok());
        var list = root.putArray("steps");
        steps.forEach(step -> list.addObject()
                .put("name", step.name())
                .put("ok", step.ok())
                .put("detail", step.detail()));
        ObjectNode measured = root.putObject("figures");
        figures.forEach(measured::put);
        ObjectNode wanted = root.putObject("goals");
        ObjectNode met = root.putObject("met");
        goals.forEach((name, goal) -> {
            wanted.put(name, goal.bound());
            met.put(name, goal.met(figures.get(name)));
        });
        return root.toString();
    }

    /** For people. */
    public String toText() {
        StringBuilder text = new StringBuilder();
        steps.forEach(step -> text.append(step.ok() ? "  ok    " : "  FAIL  ")
                .append(step.name())
                .append(step.detail().isEmpty() ? "" : ": " + step.detail())
                .append('\n'));
        figures.forEach((name, value) -> {
            Goal goal = goals.get(name);
            text.append("        ").append(name).append(" = ").append(value);
            if (goal != null) {
                text.append(goal.atMost() ? " (goal ≤ " : " (goal ≥ ")
                        .append(goal.bound())
                        .append(goal.met(value) ? ", met)" : ", MISSED)");
            }
            text.append('\n');
        });
        return text.append(ok() ? "All steps hold." : "Not all steps hold.").toString();
    }
}
