package io.bothways.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {
    private static final Map<String, Integer> OFFSETS = offsets();
    private final List<String> said = new ArrayList<>();

    private static Map<String, Integer> offsets() {
        Map<String, Integer> offsets = new LinkedHashMap<>();
        offsets.put("status", 0);
        offsets.put("poller", 1);
        offsets.put("kafka", 10);
        return offsets;
    }

    @Test
    void givesEachProcessItsPlaceAboveTheBaseAndSaysNothing() {
        Map<String, Integer> ports = Ports.choose(8700, OFFSETS, Map.of(), port -> true, said::add);

        assertThat(ports).containsExactly(Map.entry("status", 8700), Map.entry("poller", 8701),
                Map.entry("kafka", 8710));
        assertThat(said).isEmpty();
    }

    @Test
    void takesTheNextPortThatNobodyIsPlannedForWhereOneIsBusyAndSaysSo() {
        Map<String, Integer> ports = Ports.choose(8700, OFFSETS, Map.of(), port -> port != 8700, said::add);

        assertThat(ports).containsEntry("status", 8702).containsEntry("poller", 8701);
        assertThat(said).containsExactly("Port 8700 is in use: status listens on 8702");
    }

    @Test
    void keepsThePortOfTheLastRunWhileItIsFree() {
        Map<String, Integer> ports = Ports.choose(8700, OFFSETS, Map.of("status", 8702), port -> true, said::add);

        assertThat(ports).containsEntry("status", 8702);
        assertThat(said).isEmpty();
    }

    @Test
    void returnsToThePlanWhenThePortOfTheLastRunIsBusy() {
        Map<String, Integer> ports = Ports.choose(8700, OFFSETS, Map.of("status", 8702), port -> port != 8702,
                said::add);

        assertThat(ports).containsEntry("status", 8700);
    }

    @Test
    void neverGivesOnePortToTwoProcesses() {
        Map<String, Integer> ports = Ports.choose(8700, OFFSETS, Map.of("kafka", 8701), port -> port != 8700,
                said::add);

        assertThat(ports.values()).doesNotHaveDuplicates();
    }

    @Test
    void seesWhetherAServerListens() throws Exception {
        int port = Ports.anyFree(Set.of("server")).get("server");
        assertThat(Ports.isFree(port)).isTrue();

        try (var server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(server.isBound()).isTrue();
            assertThat(Ports.isFree(port)).isFalse();
        }
    }

    @Test
    void findsDifferentFreePortsForAll() throws Exception {
        assertThat(Ports.anyFree(Set.of("a", "b", "c", "d")).values()).doesNotHaveDuplicates().hasSize(4);
    }
}
