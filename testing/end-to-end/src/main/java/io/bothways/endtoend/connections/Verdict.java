package io.bothways.endtoend.connections;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.endtoend.AppView.Calls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of one scene: its steps, and the calls of each phase and app. */
final class Verdict {
    private final Scene scene;
    private final List<Step> steps = new ArrayList<>();
    private final List<Phase> phases = new ArrayList<>();

    /** One thing that was tried. */
    record Step(String name, boolean ok, String detail) {}

    /** What an app was asked in a phase. */
    record Phase(String phase, Vendor app, Calls calls) {}

    Verdict(Scene scene) {
        this.scene = scene;
    }

    synchronized void step(String name, boolean ok, String detail) {
        steps.add(new Step(name, ok, detail));
    }

    synchronized void phase(String phase, Vendor app, Calls calls) {
        phases.add(new Phase(phase, app, calls));
    }

    synchronized boolean ok() {
        return !steps.isEmpty() && steps.stream().allMatch(Step::ok);
    }

    String name() {
        return scene.name();
    }

    synchronized List<Step> steps() {
        return List.copyOf(steps);
    }

    synchronized ObjectNode toJson(ObjectMapper json) {
        ObjectNode root = json.createObjectNode().put("name", scene.name()).put("ok", ok());
        ArrayNode tried = root.putArray("steps");
        steps.forEach(step -> tried.addObject()
                .put("name", step.name())
                .put("ok", step.ok())
                .put("detail", step.detail()));
        ArrayNode asked = root.putArray("calls");
        phases.forEach(phase -> {
            Calls calls = phase.calls();
            ObjectNode node = asked.addObject()
                    .put("phase", phase.phase())
                    .put("app", phase.app().app())
                    .put("lists", phase.app().lists(calls))
                    .put("polls", phase.app().polls(calls))
                    .put("readings", phase.app().readings(calls))
                    .put("writes", calls.writes())
                    .put("records_written", calls.recordsWritten());
            ObjectNode operations = node.putObject("operations");
            new TreeMap<>(Map.copyOf(calls.operations())).forEach(operations::put);
        });
        return root;
    }
}
