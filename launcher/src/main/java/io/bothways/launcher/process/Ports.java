package io.bothways.launcher.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * Which process listens on which port: its own of the last run if that is free, else its place above the base, else
 * the next free port that nobody else is planned for.
 */
public final class Ports {
    private static final int HIGHEST = 65_535;

    private Ports() {
    }

    /**
     * @param offsets each name's place above {@code base}
     * @param previous ports of the last run
     * @param say told one sentence for each port that is not where a person would look for it
     */
    public static Map<String, Integer> choose(int base, Map<String, Integer> offsets, Map<String, Integer> previous,
            IntPredicate free, Consumer<String> say) {
        Set<Integer> reserved = new HashSet<>();
        offsets.values().forEach(offset -> reserved.add(base + offset));
        offsets.keySet().stream().filter(previous::containsKey).map(previous::get).forEach(reserved::add);
        Map<String, Integer> chosen = new LinkedHashMap<>();
        offsets.forEach((name, offset) -> {
            int planned = base + offset;
            int port = previous.getOrDefault(name, planned);
            if (chosen.containsValue(port) || !free.test(port)) {
                port = planned;
            }
            if (chosen.containsValue(port) || !free.test(port)) {
                port = nextFree(planned, reserved, chosen, free);
                say.accept("Port " + planned + " is in use: " + name + " listens on " + port);
            }
            chosen.put(name, port);
        });
        return chosen;
    }

    /** Any free ports; all are held at once while they are chosen, so that none is handed out twice. */
    public static Map<String, Integer> anyFree(Set<String> names) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            Map<String, Integer> chosen = new LinkedHashMap<>();
            for (String name : names) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(socket);
                chosen.put(name, socket.getLocalPort());
            }
            return chosen;
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    /** Whether a server could listen there now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As servers do: a port whose last connections are still fading away counts as free.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static int nextFree(int planned, Set<Integer> reserved, Map<String, Integer> chosen, IntPredicate free) {
        for (int port = planned + 1; port <= HIGHEST; port++) {
            if (!reserved.contains(port) && !chosen.containsValue(port) && free.test(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port above " + planned + " is free");
    }
}
