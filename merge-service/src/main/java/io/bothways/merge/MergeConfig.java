package io.bothways.merge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What an operator may set of the merge service. */
@ConfigMapping(prefix = "bothways.merge")
public interface MergeConfig {
    /**
     * ISO 3166 code of the country whose national phone numbers are meant where a number has no country code. A wrong
     * one lets two ways of writing one number count as different; nothing is written because of it alone.
     */
    @WithDefault("US")
    String phoneRegion();

    /**
     * How long a command may be unanswered before it is published again under its own id. Shorter costs messages during
     * a long backfill; longer delays a command that Kafka has lost.
     */
    @WithDefault("PT5M")
    Duration unansweredFor();

    /** How often closed gates are looked at; a new connection begins to write so much later at most. */
    @WithDefault("PT0.2S")
    Duration gateRound();

    /** How often commands, messages and waits that a crash has left behind are looked for. */
    @WithDefault("PT30S")
    Duration sweep();

    /** How often deletes that wait are looked at: asked for by id, held or let go. */
    @WithDefault("PT1S")
    Duration deleteRound();

    /**
     * How long a delete rests before its app is asked whether the record lives on elsewhere: some apps tell a delete
     * first and that it was a combine later. Too short a time deletes what was only combined.
     */
    @WithDefault("PT1M")
    Duration combineHorizon();

    /** The time over which deletes are counted together for the brake. */
    @WithDefault("P1D")
    Duration deleteWindow();
}
