package io.bothways.launcher.command;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What stands behind a command: plain words, switches such as {@code --json} and options with a value. */
final class Arguments {
    private final String command;
    private final List<String> words = new ArrayList<>();
    private final Set<String> switches = new HashSet<>();
    private final Map<String, String> options = new HashMap<>();

    private Arguments(String command) {
        this.command = command;
    }

    /**
     * @param maxWords how many plain words the command takes
     * @param knownSwitches names without the two dashes
     * @param knownOptions names without the two dashes; their values follow as the next argument or after {@code =}
     */
    static Arguments parse(String command, List<String> arguments, int maxWords, Set<String> knownSwitches,
            Set<String> knownOptions) {
        Arguments parsed = new Arguments(command);
        for (int at = 0; at < arguments.size(); at++) {
            String argument = arguments.get(at);
            if (!argument.startsWith("--")) {
                parsed.words.add(argument);
                continue;
            }
            int equals = argument.indexOf('=');
            String name = argument.substring(2, equals < 0 ? argument.length() : equals);
            if (knownSwitches.contains(name) && equals < 0) {
                parsed.switches.add(name);
            } else if (knownOptions.contains(name)) {
                if (equals < 0 && at + 1 == arguments.size()) {
                    throw new UsageException("--" + name + " needs a value");
                }
                parsed.options.put(name, equals < 0 ? arguments.get(++at) : argument.substring(equals + 1));
            } else {
                throw new UsageException("./bothways " + command + " knows no " + argument);
            }
        }
        if (parsed.words.size() > maxWords) {
            throw new UsageException("./bothways " + command + " does not take '" + parsed.words.get(maxWords) + "'");
        }
        return parsed;
    }

    boolean has(String name) {
        return switches.contains(name);
    }

    Optional<String> word() {
        return words.stream().findFirst();
    }

    String requiredWord(String what) {
        return word().orElseThrow(() -> new UsageException("./bothways " + command + " needs " + what));
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    int number(String name, int standard, int lowest, int highest) {
        String text = options.get(name);
        if (text == null) {
            return standard;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // Told together with a number out of range.
        }
        throw new UsageException("--" + name + " is a number from " + lowest + " to " + highest + ", not " + text);
    }

    /** A list of HOST:PORT, as Kafka's clients take it. */
    Optional<String> hostsAndPorts(String name) {
        Optional<String> value = option(name);
        value.ifPresent(list -> {
            for (String address : list.split(",")) {
                URI uri = parseAddress(name, address);
                if (uri.getHost() == null || uri.getPort() < 1) {
                    throw new UsageException("--" + name + " is HOST:PORT, not " + address);
                }
            }
        });
        return value;
    }

    private static URI parseAddress(String name, String address) {
        try {
            return URI.create("kafka://" + address);
        } catch (IllegalArgumentException malformed) {
            throw new UsageException("--" + name + " is HOST:PORT, not " + address);
        }
    }
}
