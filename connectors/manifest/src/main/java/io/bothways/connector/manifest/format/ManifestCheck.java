package io.bothways.connector.manifest.format;

import io.bothways.connector.manifest.format.Manifest.Operations;
import io.bothways.connector.manifest.format.Manifest.Paging;
import io.bothways.connector.manifest.format.Manifest.Type;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a schema cannot say: members that have to fit each other. */
final class ManifestCheck {
    private final Manifest manifest;
    private final Map<String, String> problems = new TreeMap<>();

    ManifestCheck(Manifest manifest) {
        this.manifest = manifest;
    }

    /** By the path of the member that is wrong. */
    Map<String, String> problems() {
        manifest.types().forEach(this::type);
        together("changes", Operations::changes);
        together("deletions", Operations::deletions);
        together("create", Operations::create);
        together("update", Operations::update);
        authentication();
        rules();
        budgets();
        webhooks();
        examples();
        return problems;
    }

    private void type(String name, Type type) {
        String path = "/types/" + name;
        Operations operations = manifest.operations(name);
        needed(path, "list", operations.list());
        needed(path, "read", operations.read());
        paging(path(name, "list", Operations::list), operations.list() == null ? null : operations.list().paging());
        if (operations.changes() != null) {
            paging(path(name, "changes", Operations::changes), operations.changes().paging());
            if (type.version() == null) {
                problems.put(path, "a type with 'changes' needs 'version': an expression that gives a record's stamp");
            }
        }
        if (operations.deletions() != null) {
            paging(path(name, "deletions", Operations::deletions), operations.deletions().paging());
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < type.fields().size(); i++) {
            Manifest.Field field = type.fields().get(i);
            String at = path + "/fields/" + i;
            if (!names.add(field.name())) {
                problems.put(at + "/name", "'" + field.name() + "' is described twice");
            }
            switch (field.type()) {
                case REFERENCE, REFERENCE_SET -> references(at, field);
                case OPTION, OPTION_SET, TEXT, EMAIL, PHONE, URL, DECIMAL, BOOLEAN, DATE, TIMESTAMP -> {
                    if (!field.to().isEmpty()) {
                        problems.put(at + "/to", "only a reference points to types");
                    }
                }
            }
        }
    }

    /** Where an operation of the type stands: with it, or with those for all types. */
    private String path(String type, String operation, Function<Operations, @Nullable Object> own) {
        Operations operations = manifest.types().get(type).operations();
        return (operations != null && own.apply(operations) != null ? "/types/" + type : "") + "/operations/" + operation;
    }

    private void references(String at, Manifest.Field field) {
        if (field.to().isEmpty()) {
            problems.put(at, "a reference needs 'to': the types that it points to");
        }
        for (String to : field.to()) {
            if (!manifest.types().containsKey(to)) {
                problems.put(at + "/to", "there is no type '" + to + "'; allowed are " + manifest.types().keySet());
            }
        }
    }

    private void needed(String path, String operation, @Nullable Object value) {
        if (value == null) {
            problems.put(path, "'" + operation + "' is missing, here and under the operations for all types");
        }
    }

    private void paging(String path, @Nullable Paging paging) {
        if (paging == null) {
            return;
        }
        boolean reads = switch (paging.kind()) {
            case CURSOR, URL -> true;
            case OFFSET, PAGE -> false;
        };
        if (reads != (paging.next() != null)) {
            problems.put(path, reads
                    ? "paging by cursor or url needs 'next': an expression of the answer"
                    : "paging by offset or page is counted and has no 'next'");
        }
    }

    /** What an app can do, it can do with all of its types. */
    private void together(String name, Function<Operations, @Nullable Object> operation) {
        long having = manifest.types().keySet().stream()
                .filter(type -> operation.apply(manifest.operations(type)) != null)
                .count();
        if (having > 0 && having < manifest.types().size()) {
            problems.put("/types", "'" + name + "' has to be there for all types or for none");
        }
    }

    private void authentication() {
        Manifest.Authentication authentication = manifest.authentication();
        if (authentication == null) {
            return;
        }
        boolean token = authentication.token() != null;
        if (token == (authentication.header() != null)) {
            problems.put("/authentication", "either 'header' (a static one) or 'token' (a token endpoint) is needed");
        }
        if (token && authentication.accessToken() == null) {
            problems.put("/authentication", "'token' needs 'access_token': an expression of its answer");
        }
    }

    private void rules() {
        for (int i = 0; i < manifest.errors().rules().size(); i++) {
            Manifest.Rule rule = manifest.errors().rules().get(i);
            String path = "/errors/rules/" + i;
            if (rule.message() != null && rule.codes().isEmpty()) {
                problems.put(path, "an error is never told by its message alone: name a code beside it");
            } else if (rule.status().isEmpty() && rule.codes().isEmpty() && rule.headers().isEmpty()) {
                problems.put(path, "a rule needs a condition: status, codes or headers");
            }
            for (String code : rule.codes().keySet()) {
                if (!manifest.errors().codes().containsKey(code)) {
                    problems.put(path + "/codes/" + code, "there is no code '" + code + "'; allowed are "
                            + manifest.errors().codes().keySet() + ", described under /errors/codes");
                }
            }
        }
    }

    private void budgets() {
        Map<String, Integer> names = new HashMap<>();
        for (int i = 0; i < manifest.limits().budgets().size(); i++) {
            Manifest.Budget budget = manifest.limits().budgets().get(i);
            String path = "/limits/budgets/" + i;
            if (names.put(budget.name(), i) != null) {
                problems.put(path + "/name", "two budgets are called '" + budget.name() + "'");
            }
            if (budget.reset() != null && budget.reset().startsWith("midnight ")) {
                zone(path + "/reset", budget.reset().substring("midnight ".length()));
            }
        }
    }

    private void zone(String path, String zone) {
        try {
            ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            problems.put(path, "there is no time zone '" + zone + "'");
        }
    }

    private void webhooks() {
        Manifest.Webhooks webhooks = manifest.webhooks();
        if (webhooks == null) {
            return;
        }
        boolean signed = switch (webhooks.proof().algorithm()) {
            case HMAC_SHA256, HMAC_SHA1 -> true;
            case SHARED_KEY, BASIC -> false;
        };
        if (signed && webhooks.proof().signed() == null) {
            problems.put("/webhooks/proof", "a signature needs 'signed': what is signed, for example \"{{ body }}\"");
        }
        if (webhooks.proof().freshness() != null && webhooks.proof().timestampHeader() == null) {
            problems.put("/webhooks/proof", "'freshness' needs 'timestamp_header'");
        }
        if (webhooks.record() != null) {
            manifest.types().forEach((name, type) -> {
                if (type.version() == null) {
                    problems.put("/types/" + name, "pushed records need 'version': an older one must not win");
                }
            });
        }
    }

    private void examples() {
        for (int i = 0; i < manifest.examples().size(); i++) {
            Map<String, Object> ask = manifest.examples().get(i).ask();
            Object type = ask.get("type");
            if (type != null && !manifest.types().containsKey(String.valueOf(type))) {
                problems.put("/examples/" + i + "/ask/type",
                        "there is no type '" + type + "'; allowed are " + manifest.types().keySet());
            }
        }
    }
}
