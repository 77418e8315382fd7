package io.bothways.connector.manifest.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** YAML as JSON, which still knows on which line everything stood. */
final class YamlText {
    /** A manifest may come from anybody: aliases must not blow it up. */
    private static final int MOST_ALIASES = 100;
    private static final int MOST_CHARACTERS = 1_000_000;

    private final JsonNode tree;
    private final Map<String, Integer> lines = new HashMap<>();

    /** @throws ManifestRefused if it is no YAML, or says a member twice */
    YamlText(String file, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setCodePointLimit(MOST_CHARACTERS);
        options.setAllowDuplicateKeys(false);
        DumperOptions dumper = new DumperOptions();
        Yaml yaml = new Yaml(new SafeConstructor(options), new Representer(dumper), dumper, options, new Words());
        try {
            Node root = yaml.compose(new StringReader(text));
            if (root != null) {
                remember("", root, file, new ArrayDeque<>());
            }
            tree = new JsonMapper().valueToTree(yaml.load(text));
        } catch (MarkedYAMLException malformed) {
            int line = Optional.ofNullable(malformed.getProblemMark()).map(Mark::getLine).orElse(-1) + 1;
            throw new ManifestRefused(List.of(new Problem(file, line, "", "no YAML: " + malformed.getProblem())));
        } catch (YAMLException malformed) {
            throw new ManifestRefused(List.of(new Problem(file, 0, "", "no YAML: " + malformed.getMessage())));
        }
    }

    /** Dates and yes stay the words that they are; JSON has neither. */
    private static final class Words extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.NULL, Pattern.compile("^(?:~|null)$"), "~n", 10);
            addImplicitResolver(Tag.BOOL, Pattern.compile("^(?:true|false)$"), "tf", 10);
            addImplicitResolver(Tag.INT, INT, "-+0123456789");
            addImplicitResolver(Tag.FLOAT, FLOAT, "-+0123456789.");
            addImplicitResolver(Tag.MERGE, MERGE, "<", 10);
        }
    }

    JsonNode tree() {
        return tree;
    }

    /** The line of a member, or of the nearest that holds it. */
    int line(String path) {
        String at = path;
        while (!lines.containsKey(at) && !at.isEmpty()) {
            at = at.substring(0, at.lastIndexOf('/'));
        }
        return lines.getOrDefault(at, 0);
    }

    private void remember(String path, Node node, String file, Deque<Node> around) {
        if (around.contains(node)) {
            throw new ManifestRefused(List.of(
                    new Problem(file, line(path), path, "an alias must not stand within its own anchor")));
        }
        around.push(node);
        lines.putIfAbsent(path, node.getStartMark().getLine() + 1);
        switch (node) {
            case MappingNode mapping -> {
                for (NodeTuple tuple : mapping.getValue()) {
                    if (tuple.getKeyNode() instanceof ScalarNode key) {
                        String member = path + "/" + key.getValue().replace("~", "~0").replace("/", "~1");
                        lines.putIfAbsent(member, key.getStartMark().getLine() + 1);
                        remember(member, tuple.getValueNode(), file, around);
                    }
                }
            }
            case SequenceNode sequence -> {
                for (int i = 0; i < sequence.getValue().size(); i++) {
                    remember(path + "/" + i, sequence.getValue().get(i), file, around);
                }
            }
            default -> {}
        }
        around.pop();
    }
}
