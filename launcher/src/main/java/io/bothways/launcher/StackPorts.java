package io.bothways.launcher;

import io.bothways.launcher.process.Ports;
import io.bothways.launcher.process.ProcessTable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where each process of a stack listens. */
final class StackPorts {
    /** Behind the services, the servers and the simulators. */
    private static final int FIRST_REPLICA = 40;

    private StackPorts() {
    }

    static Map<String, Integer> choose(StackOptions options, ProcessTable table) throws IOException {
        Map<String, Integer> offsets = offsets(options);
        int base = options.portBase();
        Map<String, Integer> previous = table.portsPlannedFrom(base);
        if (base != StackOptions.ANY_FREE_PORTS) {
            return Ports.choose(base, offsets, previous, Ports::isFree, options.progress());
        }
        boolean again = previous.keySet().containsAll(offsets.keySet())
                && previous.values().stream().allMatch(Ports::isFree);
        return again ? previous : Ports.anyFree(offsets.keySet());
    }

    private static Map<String, Integer> offsets(StackOptions options) {
        Map<String, Integer> offsets = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            offsets.put(service.shortName(), service.portOffset());
        }
        int next = FIRST_REPLICA;
        for (String process : options.processes().keySet()) {
            if (!offsets.containsKey(process)) {
                offsets.put(process, next++);
            }
        }
        if (options.kafka().isEmpty()) {
            offsets.put(Servers.KAFKA, 10);
            offsets.put(Servers.KAFKA_CONTROLLER, 11);
        }
        if (options.postgres().isEmpty()) {
            offsets.put(Servers.POSTGRES, 12);
        }
        options.simulators().forEach(simulator -> offsets.put(simulator.app(), simulator.portOffset()));
        return offsets;
    }
}
