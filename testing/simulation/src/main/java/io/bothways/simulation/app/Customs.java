package io.bothways.simulation.app;

import io.bothways.simulation.script.Feature;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What an app does by itself.
 *
 * @param combinesAnew a combined record has a new id; otherwise that of one of the two
 * @param tellsCombines its list of changes tells what a combined record became; otherwise only that it is gone
 */
public record Customs(Automation automation, boolean combinesAnew, boolean tellsCombines) {
    private static final Automation[] AUTOMATIONS =
            {Automation.NONE, Automation.STARS, Automation.OWN_WORD, Automation.COUNTS, Automation.COUNTS};

    public static Customs of(Set<Feature> features, SplittableRandom random) {
        Automation automation = AUTOMATIONS[random.nextInt(AUTOMATIONS.length)];
        return new Customs(features.contains(Feature.AUTOMATIONS) ? automation : Automation.NONE,
                random.nextBoolean(), random.nextBoolean());
    }
}
