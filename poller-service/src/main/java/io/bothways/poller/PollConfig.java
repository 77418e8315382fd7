package io.bothways.poller;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How often apps are polled. */
@ConfigMapping(prefix = "bothways.poll")
public interface PollConfig {
    /**
     * The shortest time between two polls of one object type, taken while changes come. Shorter spends the account's
     * calls; an account's own setting wins.
     */
    @WithDefault("PT30S")
    Duration floor();

    /** The longest time between two polls of a quiet object type; nine floors (4.5 minutes) unless set. */
    Optional<Duration> ceiling();

    /**
     * How long after a listing the next one begins where the app cannot be asked what has changed and only pushes: the
     * net for pushes that were lost. A listing is calls for every record, so that shorter spends the account's calls;
     * an account's own poll interval wins.
     */
    @WithDefault("PT6H")
    Duration safetyListing();

    /**
     * How long a push may come after a poll found the same edit; one that has not come by then counts as lost. Shorter
     * counts pushes that are only late; it is a figure only.
     */
    @WithDefault("PT5M")
    Duration pushGrace();

    /** Where apps reach the webhook service: its public address, without a path. */
    String webhookUrl();

    /**
     * How often an app that is asked to push is asked whether it still does; a subscription that it has dropped is made
     * again. Shorter spends a call of the account each time, longer leaves changes to the polls for longer.
     */
    @WithDefault("PT1H")
    Duration subscriptionRenewal();

    /** Polls, listings and requests that one replica works on at once; they mostly wait for apps. */
    @WithDefault("64")
    int concurrency();

    /**
     * How far an app's clock may be behind ours beyond what the Date of its answers tells: a listing's catch-up poll
     * begins that much before the listing. More reads some records twice, less can lose an edit.
     */
    @WithDefault("PT5S")
    Duration clockSkew();

    /** How often a replica says that it lives; its work is taken over when it was silent for four of these. */
    @WithDefault("PT1S")
    Duration heartbeat();
}
