package io.bothways.writer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the writer behaves; the defaults suit a laptop and a server alike. */
@ConfigMapping(prefix = "bothways.writer")
public interface WriterConfig {
    /** Calls of one account that may be open at once; never more than the app bears. Too few waste its latency. */
    @WithDefault("8")
    int callsInFlight();

    /** Commands of one account held in memory. Less than callsInFlight full batches leave calls unused. */
    @WithDefault("2000")
    int window();

    /** How long a batch of live edits that is not full waits for more. Adds to the latency of every edit. */
    @WithDefault("PT0.02S")
    Duration liveLinger();

    /** How long a batch of other commands that is not full waits after the last arrival. Too short costs calls. */
    @WithDefault("PT0.2S")
    Duration backfillLinger();

    /** How long such a batch waits at most while commands keep arriving. */
    @WithDefault("PT2S")
    Duration backfillLingerLimit();

    /** How long a live edit that was written waits to be read back together with others. */
    @WithDefault("PT0.05S")
    Duration liveReadBackWait();

    /** How long any other write waits to be read back together with others. Too short costs calls. */
    @WithDefault("PT2S")
    Duration readBackWait();

    /**
     * An update whose target was read longer ago is checked against a fresh reading before it is sent: a person may have
     * edited the target since. Shorter costs a call per batch of live edits more often; longer risks such edits.
     */
    @WithDefault("PT30S")
    Duration checkedAfter();

    /** How long an owner that fell silent keeps its accounts; renewed every third of it. Short: false take-overs. */
    @WithDefault("PT6S")
    Duration lease();

    /** How long an account without work keeps its owner. */
    @WithDefault("PT30S")
    Duration idle();

    /** How often the backlog is looked at without a signal: the safety net for what another replica took in. */
    @WithDefault("PT0.5S")
    Duration recheck();

    /** First wait after a passing failure; doubles with every further one. */
    @WithDefault("PT1S")
    Duration firstRetry();

    /** Longest wait between two tries. */
    @WithDefault("PT5M")
    Duration longestRetry();

    /** Failed tries after which a command is rejected with the app's words. */
    @WithDefault("10")
    int attempts();

    /** How long no calls are made after the app has refused the credentials. A mended account goes on at once. */
    @WithDefault("PT1M")
    Duration unauthorisedPause();

    /** How long ended commands are kept to answer those that come again. At least as long as Kafka keeps them. */
    @WithDefault("P7D")
    Duration keep();
}
