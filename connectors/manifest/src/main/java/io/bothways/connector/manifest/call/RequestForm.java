package io.bothways.connector.manifest.call;

import io.bothways.connector.Exchange;
import io.bothways.connector.manifest.expression.Json;
import io.bothways.connector.manifest.expression.Template;
import io.bothways.connector.manifest.format.Manifest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A request of the manifest, ready to be filled in. */
final class RequestForm {
    private final String method;
    private final Template path;
    private final Map<Template, Template> query;
    private final Map<String, Template> headers;
    private final Optional<Template> json;
    private final Map<Template, Template> form;

    RequestForm(Manifest manifest, Manifest.Request request) {
        boolean sends = request.json() != null || !request.form().isEmpty();
        method = Optional.ofNullable(request.method()).orElse(sends ? "POST" : "GET");
        path = Template.of(request.path());
        query = named(manifest.query(), request.query());
        headers = templates(manifest.headers(), request.headers());
        json = Optional.ofNullable(request.json()).map(Template::of);
        form = named(Map.of(), request.form());
    }

    /** Names may be computed as well. */
    private static Map<Template, Template> named(Map<String, ?> all, Map<String, ?> own) {
        Map<Template, Template> pairs = new LinkedHashMap<>();
        templates(all, own).forEach((name, value) -> pairs.put(Template.of(name), value));
        return pairs;
    }

    private static Map<String, Template> templates(Map<String, ?> all, Map<String, ?> own) {
        Map<String, Template> templates = new LinkedHashMap<>();
        all.forEach((name, value) -> templates.put(name, Template.of(value)));
        own.forEach((name, value) -> templates.put(name, Template.of(value)));
        return templates;
    }

    Exchange.Call fill(String operation, boolean writes, Map<String, ?> variables) {
        return call(operation, writes, target(variables), variables);
    }

    /** The same request at an address that the app has given. */
    Exchange.Call at(String address, String operation, Map<String, ?> variables) {
        return call(operation, false, address, variables);
    }

    private Exchange.Call call(String operation, boolean writes, String target, Map<String, ?> variables) {
        Map<String, String> filled = new LinkedHashMap<>();
        headers.forEach((name, value) -> filled.put(name.toLowerCase(Locale.ROOT), value.text(variables)));
        filled.values().removeIf(String::isEmpty);
        return new Exchange.Call(operation, writes, method, target, filled, body(variables));
    }

    private String target(Map<String, ?> variables) {
        String parameters = pairs(query, variables);
        return path.path(variables) + (parameters.isEmpty() ? "" : "?" + parameters);
    }

    private Optional<Exchange.Body> body(Map<String, ?> variables) {
        if (json.isPresent()) {
            return json.map(body -> new Exchange.Body("application/json", Json.write(body.of(variables))));
        }
        return form.isEmpty()
                ? Optional.empty()
                : Optional.of(new Exchange.Body("application/x-www-form-urlencoded", pairs(form, variables)));
    }

    /** A list is said once per item; what is nothing or empty is left out. */
    private static String pairs(Map<Template, Template> templates, Map<String, ?> variables) {
        List<String> pairs = new ArrayList<>();
        templates.forEach((name, template) -> {
            Object value = template.of(variables);
            List<?> items = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
            items.stream().map(Json::text).filter(text -> !text.isEmpty())
                    .forEach(text -> pairs.add(escaped(name.text(variables)) + "=" + escaped(text)));
        });
        return pairs.stream().collect(Collectors.joining("&"));
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
