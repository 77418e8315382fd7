package io.bothways.connector.manifest.expression;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A text with expressions between double braces, or a tree of such texts. A text that is one expression and nothing else
 * gives its value as it is, so that bodies hold numbers, lists and null; a member whose value is nothing is left out.
 */
public sealed interface Template {
    /** The value for these variables; null where there is nothing. */
    @Nullable Object of(Map<String, ?> variables);

    /** As text, empty where there is nothing. */
    default String text(Map<String, ?> variables) {
        return Json.text(of(variables));
    }

    /** As part of a path: what is computed is escaped, what is written stays. */
    default String path(Map<String, ?> variables) {
        return escaped(text(variables));
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * @param source text, number, boolean, null, or a map or list of these
     * @throws MalformedExpression if an expression in it cannot be read
     */
    static Template of(@Nullable Object source) {
        return switch (source) {
            case null -> new Fixed(Json.NULL);
            case String text -> words(text);
            case Map<?, ?> map -> {
                Map<Template, Template> members = new LinkedHashMap<>();
                map.forEach((name, value) -> members.put(words(String.valueOf(name)), of(value)));
                yield new Members(members);
            }
            case List<?> list -> new Items(list.stream().map(Template::of).toList());
            default -> new Fixed(source);
        };
    }

    private static Template words(String text) {
        List<Template> parts = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf("{{", at);
            if (open < 0) {
                break;
            }
            int close = text.indexOf("}}", open);
            if (close < 0) {
                throw new MalformedExpression("'" + text + "': '{{' without '}}'");
            }
            // An object constructor may end with the same two braces.
            while (close + 2 < text.length() && text.charAt(close + 2) == '}') {
                close++;
            }
            if (open > at) {
                parts.add(new Fixed(text.substring(at, open)));
            }
            parts.add(new Computed(Expression.of(text.substring(open + 2, close).trim())));
            at = close + 2;
        }
        if (at < text.length() || parts.isEmpty()) {
            parts.add(new Fixed(text.substring(at)));
        }
        return parts.size() == 1 ? parts.getFirst() : new Joined(parts);
    }

    /** The same whatever the variables are. */
    record Fixed(Object value) implements Template {
        @Override
        public Object of(Map<String, ?> variables) {
            return value;
        }

        @Override
        public String path(Map<String, ?> variables) {
            return Json.text(value);
        }
    }

    /** One expression. */
    record Computed(Expression expression) implements Template {
        @Override
        public @Nullable Object of(Map<String, ?> variables) {
            return expression.of(variables);
        }
    }

    /** Text with expressions in it. */
    record Joined(List<Template> parts) implements Template {
        @Override
        public Object of(Map<String, ?> variables) {
            return parts.stream().map(part -> part.text(variables)).collect(Collectors.joining());
        }

        @Override
        public String path(Map<String, ?> variables) {
            return parts.stream().map(part -> part.path(variables)).collect(Collectors.joining());
        }
    }

    /** An object; its names may be computed as well. */
    record Members(Map<Template, Template> members) implements Template {
        @Override
        public Object of(Map<String, ?> variables) {
            Map<String, Object> values = new LinkedHashMap<>();
            members.forEach((name, template) -> {
                Object value = template.of(variables);
                if (value != null) {
                    values.put(name.text(variables), value);
                }
            });
            return values;
        }
    }

    /** A list. */
    record Items(List<Template> items) implements Template {
        @Override
        public Object of(Map<String, ?> variables) {
            List<Object> values = new ArrayList<>();
            items.forEach(item -> {
                Object value = item.of(variables);
                if (value != null) {
                    values.add(value);
                }
            });
            return values;
        }
    }
}
