package io.bothways.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    @Test
    void readsSwitchesOptionsAndWordsInAnyOrder() {
        Arguments arguments = parse("--json", "merge", "--port-base", "9000", "--kafka=one:9092,two:9093");

        assertThat(arguments.has("json")).isTrue();
        assertThat(arguments.has("open")).isFalse();
        assertThat(arguments.word()).contains("merge");
        assertThat(arguments.number("port-base", 8700, 1024, 65_000)).isEqualTo(9000);
        assertThat(arguments.hostsAndPorts("kafka")).contains("one:9092,two:9093");
    }

    @Test
    void takesTheStandardWhereNothingIsSaid() {
        assertThat(parse().number("port-base", 8700, 1024, 65_000)).isEqualTo(8700);
        assertThat(parse().hostsAndPorts("kafka")).isEmpty();
    }

    @Test
    void refusesWhatItDoesNotKnowByName() {
        assertThatThrownBy(() -> parse("--colour")).isInstanceOf(UsageException.class)
                .hasMessage("./bothways try knows no --colour");
        assertThatThrownBy(() -> parse("one", "two")).isInstanceOf(UsageException.class)
                .hasMessage("./bothways try does not take 'two'");
        assertThatThrownBy(() -> parse("--json=yes")).isInstanceOf(UsageException.class);
    }

    @Test
    void refusesAnOptionWithoutItsValue() {
        assertThatThrownBy(() -> parse("--kafka")).isInstanceOf(UsageException.class)
                .hasMessage("--kafka needs a value");
    }

    @Test
    void refusesANumberOutOfRangeAndAWordInstead() {
        assertThatThrownBy(() -> parse("--port-base", "80").number("port-base", 8700, 1024, 65_000))
                .hasMessage("--port-base is a number from 1024 to 65000, not 80");
        assertThatThrownBy(() -> parse("--port-base", "many").number("port-base", 8700, 1024, 65_000))
                .isInstanceOf(UsageException.class);
    }

    @Test
    void refusesABrokerWithoutAPort() {
        assertThatThrownBy(() -> parse("--kafka", "broker").hostsAndPorts("kafka"))
                .hasMessage("--kafka is HOST:PORT, not broker");
        assertThatThrownBy(() -> parse("--kafka", "a b").hostsAndPorts("kafka")).isInstanceOf(UsageException.class);
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> parse().requiredWord("the name of a service"))
                .hasMessage("./bothways try needs the name of a service");
    }

    private static Arguments parse(String... arguments) {
        return Arguments.parse("try", List.of(arguments), 1, Set.of("json", "open"), Set.of("port-base", "kafka"));
    }
}
