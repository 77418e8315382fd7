package io.bothways.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

public class WriterConfigTest {
    @Test
    void staysWithItsDefaults() {
        WriterConfig config = with(Map.of());
        assertThat(config.callsInFlight()).isEqualTo(8);
        assertThat(config.window()).isEqualTo(2000);
        assertThat(config.liveLinger()).isEqualTo(Duration.ofMillis(20));
        assertThat(config.backfillLinger()).isEqualTo(Duration.ofMillis(200));
        assertThat(config.backfillLingerLimit()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.liveReadBackWait()).isEqualTo(Duration.ofMillis(50));
        assertThat(config.readBackWait()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.checkedAfter()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.lease()).isEqualTo(Duration.ofSeconds(6));
        assertThat(config.idle()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.recheck()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.firstRetry()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.longestRetry()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.attempts()).isEqualTo(10);
        assertThat(config.unauthorisedPause()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.keep()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void takesOtherValuesByTheirKeys() {
        assertThat(with(Map.of("bothways.writer.calls-in-flight", "3")).callsInFlight()).isEqualTo(3);
    }

    /** The mapping as the service reads it, without a service. */
    public static WriterConfig with(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(WriterConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(WriterConfig.class);
    }
}
