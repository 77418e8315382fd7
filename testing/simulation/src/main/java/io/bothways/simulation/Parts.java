package io.bothways.simulation;

import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.write.WriteResult;
import io.bothways.core.pair.DeleteBrake;
import io.bothways.merge.decide.LinkPlanner;
import io.bothways.merge.work.Sessions;
import io.bothways.simulation.service.ModelRemovals;
import io.bothways.simulation.service.PageSteps;
import io.bothways.simulation.service.WriterRules;
import java.util.function.UnaryOperator;

/**
 * What a world is built from where it could be built otherwise: tests put broken parts in and see them caught.
 *
 * @param sessions stands between the flow and what it knows
 * @param readings what a reader makes of a change event
 * @param results what a writer makes of a result
 * @param connections how the merge sees a connection
 */
public record Parts(
        UnaryOperator<Sessions> sessions,
        LinkPlanner planner,
        PageSteps pages,
        WriterRules writer,
        UnaryOperator<ChangeEvent> readings,
        UnaryOperator<WriteResult> results,
        DeleteBrake brake,
        UnaryOperator<ConnectionConfiguration> connections) {
    /** Everything as in the services. */
    public static final Parts REAL = new Parts(UnaryOperator.identity(), LinkPlanner.CORE, PageSteps.PUBLISH_FIRST,
            WriterRules.REAL, UnaryOperator.identity(), UnaryOperator.identity(), ModelRemovals.BRAKE,
            UnaryOperator.identity());

    public Parts withSessions(UnaryOperator<Sessions> next) {
        return new Parts(next, planner, pages, writer, readings, results, brake, connections);
    }

    public Parts withPlanner(LinkPlanner next) {
        return new Parts(sessions, next, pages, writer, readings, results, brake, connections);
    }

    public Parts withPages(PageSteps next) {
        return new Parts(sessions, planner, next, writer, readings, results, brake, connections);
    }

    public Parts withWriter(WriterRules next) {
        return new Parts(sessions, planner, pages, next, readings, results, brake, connections);
    }

    public Parts withReadings(UnaryOperator<ChangeEvent> next) {
        return new Parts(sessions, planner, pages, writer, next, results, brake, connections);
    }

    public Parts withBrake(DeleteBrake next) {
        return new Parts(sessions, planner, pages, writer, readings, results, next, connections);
    }

    public Parts withConnections(UnaryOperator<ConnectionConfiguration> next) {
        return new Parts(sessions, planner, pages, writer, readings, results, brake, next);
    }

    public Parts withResults(UnaryOperator<WriteResult> next) {
        return new Parts(sessions, planner, pages, writer, readings, next, brake, connections);
    }
}
