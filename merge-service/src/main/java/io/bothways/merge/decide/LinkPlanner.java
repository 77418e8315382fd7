package io.bothways.merge.decide;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.core.merge.CreatePlan;
import io.bothways.core.merge.CreateView;
import io.bothways.core.merge.LinkMerge;
import io.bothways.core.merge.LinkView;
import io.bothways.core.merge.MergePlan;

/** Decides the fields of one link. The service has the rules of the core; a test may show that other rules fail. */
public interface LinkPlanner {
    /** The rules of {@link LinkMerge}. */
    LinkPlanner CORE = new LinkPlanner() {
        @Override
        public MergePlan plan(ObjectSync sync, LinkView view) {
            return LinkMerge.plan(sync, view);
        }

        @Override
        public CreatePlan planCreate(ObjectSync sync, Side source, CreateView view) {
            return LinkMerge.planCreate(sync, source, view);
        }
    };

    /** Decides a link whose both records are known. */
    MergePlan plan(ObjectSync sync, LinkView view);

    /** Decides what a new counterpart of {@code source}'s record shall hold. */
    CreatePlan planCreate(ObjectSync sync, Side source, CreateView view);
}
