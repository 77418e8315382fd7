package io.bothways.connector.manifest.format;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An app as its manifest describes it. Members that are called expression hold JSONata, templates hold text with
 * expressions between double braces; both have been read once when a manifest is there.
 *
 * @param manifest version of the format
 * @param headers template per header, sent with every call
 * @param operations for all types that do not bring their own
 */
public record Manifest(
        int manifest,
        String id,
        String label,
        List<String> products,
        Api api,
        List<List<String>> credentials,
        Map<String, Object> headers,
        Map<String, Object> query,
        @Nullable Authentication authentication,
        Identify identify,
        Operations operations,
        Map<String, Type> types,
        Errors errors,
        Limits limits,
        Horizons horizons,
        Clear clear,
        @Nullable Webhooks webhooks,
        List<Example> examples) {
    public Manifest {
        products = filled(products);
        credentials = filled(credentials);
        headers = filled(headers);
        query = filled(query);
        operations = operations == null ? Operations.NONE : operations;
        errors = errors == null ? new Errors(null, null, null, null, null) : errors;
        limits = limits == null ? new Limits(0, null) : limits;
        horizons = horizons == null ? new Horizons(null, null, null, null) : horizons;
        clear = clear == null ? Clear.NULL : clear;
        examples = filled(examples);
        types = new LinkedHashMap<>(types);
    }

    static <T> List<T> filled(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    static <T> Map<String, T> filled(@Nullable Map<String, T> map) {
        return map == null ? Map.of() : new LinkedHashMap<>(map);
    }

    /** The operations of a type: its own, else those for all. */
    public Operations operations(String type) {
        Operations own = types.get(type).operations();
        return own == null ? operations : own.over(operations);
    }

    public record Api(String version, String baseUri, @Nullable LocalDate endOfLife) {}

    /** What an emptied field is sent as. */
    public enum Clear {
        @JsonProperty("null") NULL,
        @JsonProperty("empty_text") EMPTY_TEXT,
        @JsonProperty("none") NONE
    }

    /**
     * Absent: the account's credentials stand in {@link #headers} or {@link #query}.
     *
     * @param header template of the Authorization header, for a static token
     * @param at base address of the token endpoint, where it is not the app's
     * @param token the token endpoint's request; the expressions below read its answer
     */
    public record Authentication(
            @Nullable String header,
            @Nullable String at,
            @Nullable Request token,
            @Nullable String accessToken,
            @Nullable String expiresIn,
            @Nullable String host,
            Map<String, String> renewed) {
        public Authentication {
            renewed = filled(renewed);
        }
    }

    /** Expressions of the answer: the vendor's identity of the account, its label and its zone. */
    public record Identify(Request request, String id, @Nullable String label, @Nullable String zone) {}

    /**
     * A request; all texts are templates.
     *
     * @param json or {@code form}, or neither
     */
    public record Request(
            @Nullable String method,
            String path,
            Map<String, Object> query,
            Map<String, Object> headers,
            @Nullable Object json,
            Map<String, Object> form) {
        public Request {
            query = filled(query);
            headers = filled(headers);
            form = filled(form);
        }
    }

    /** What can be done with the records of a type; what is absent cannot. */
    public record Operations(
            @Nullable Pages list,
            @Nullable Changes changes,
            @Nullable Read read,
            @Nullable Find find,
            @Nullable Count count,
            @Nullable Deletions deletions,
            @Nullable Write create,
            @Nullable Write update,
            @Nullable Write delete,
            @Nullable Write restore,
            @Nullable Write upsert) {
        static final Operations NONE =
                new Operations(null, null, null, null, null, null, null, null, null, null, null);

        Operations over(Operations rest) {
            return new Operations(
                    either(list, rest.list), either(changes, rest.changes), either(read, rest.read),
                    either(find, rest.find), either(count, rest.count), either(deletions, rest.deletions),
                    either(create, rest.create), either(update, rest.update), either(delete, rest.delete),
                    either(restore, rest.restore), either(upsert, rest.upsert));
        }

        private static <T> @Nullable T either(@Nullable T one, @Nullable T other) {
            return one == null ? other : one;
        }
    }

    /**
     * A listing.
     *
     * @param records expression of the answer: its records
     * @param record expression of one of them, where the record is wrapped
     * @param total expression of the answer: how many there are in all
     */
    public record Pages(
            Request request, String records, @Nullable String record, @Nullable String total, @Nullable Paging paging,
            boolean indexed) {}

    /** @param next expression of the answer: the next cursor or address; nothing, null or empty at the end */
    public record Paging(Kind kind, int size, @Nullable String next, @Nullable Integer most) {
        /** How the next page is asked for. */
        public enum Kind {
            @JsonProperty("cursor") CURSOR,
            @JsonProperty("offset") OFFSET,
            @JsonProperty("page") PAGE,
            @JsonProperty("url") URL
        }
    }

    /**
     * The incremental query, sorted by the modified stamp, oldest first. Its templates know {@code since} (milliseconds)
     * and, behind the app's cap, {@code after_id}.
     *
     * @param cap records after which one query ends
     * @param filter whether the app's steps are so coarse that older records have to be dropped here
     * @param zone whose days and times the query means
     * @param deletions whether it tells deleted records, as {@link Type#deleted} says
     */
    public record Changes(
            Request request, String records, @Nullable String record, @Nullable Paging paging, boolean indexed,
            Duration granularity, @Nullable Integer cap, boolean filter, @Nullable String zone, boolean deletions) {}

    /** @param batch ids per call; with 1 the template knows {@code id}, else {@code ids} */
    public record Read(Request request, String records, @Nullable String record, int batch, @Nullable String moved) {
        public Read {
            batch = Math.max(1, batch);
        }
    }

    /** The template knows {@code field} and {@code value}. */
    public record Find(Request request, String records, @Nullable String record, boolean reliable) {}

    /** @param count expression of the answer */
    public record Count(Request request, String count, Quality quality) {
        /** How far it can be trusted. */
        public enum Quality {
            @JsonProperty("exact") EXACT,
            @JsonProperty("estimate") ESTIMATE,
            @JsonProperty("capped") CAPPED
        }
    }

    /** @param combined expression of an item: the id that its record lives on under */
    public record Deletions(
            Request request, String items, String id, @Nullable String combined, @Nullable Paging paging,
            Duration reach) {}

    /**
     * A write of one record. The template knows {@code id} and {@code record}, for an upsert {@code key} and
     * {@code value}, for a create {@code marker}.
     *
     * @param id expression of the answer; the written id where absent
     * @param record expression of the answer: what the record holds now
     * @param success expression of the answer, for apps that answer 200 to failures
     * @param created expression of the answer to an upsert
     */
    public record Write(
            Request request, @Nullable String id, @Nullable String record, @Nullable String success,
            @Nullable String created) {}

    /**
     * A type of records.
     *
     * @param kind the standard word that connectors share
     * @param id expression of a record
     * @param version expression of a record: milliseconds or any number that grows with every change
     * @param deleted expression of a record: whether it is gone, where the app still shows such records
     */
    public record Type(
            String label, @Nullable String kind, String id, @Nullable String version, @Nullable String deleted,
            List<Field> fields, @Nullable Discovery discover, @Nullable Operations operations) {
        public Type {
            fields = filled(fields);
        }

        public Optional<Field> field(String name) {
            return fields.stream().filter(field -> field.name().equals(name)).findFirst();
        }
    }

    /**
     * A field.
     *
     * @param read expression of a record; its name where absent
     * @param write template of the members that are sent for a value, with {@code value}
     * @param empty the same for an emptied field
     * @param to types that a reference points to
     */
    public record Field(
            String name, @Nullable String label, Kind type, @Nullable String meaning, @Nullable Access writable,
            boolean required, boolean unique, Map<String, String> options, List<String> to, @Nullable String read,
            @Nullable Object write, @Nullable Object empty) {
        public Field {
            options = filled(options);
            to = filled(to);
            writable = writable == null ? Access.ALWAYS : writable;
        }

        /** When it can be given a value. */
        public enum Access {
            @JsonProperty("always") ALWAYS,
            @JsonProperty("create") CREATE,
            @JsonProperty("never") NEVER
        }

        /** What it holds. */
        public enum Kind {
            @JsonProperty("text") TEXT,
            @JsonProperty("email") EMAIL,
            @JsonProperty("phone") PHONE,
            @JsonProperty("url") URL,
            @JsonProperty("decimal") DECIMAL,
            @JsonProperty("boolean") BOOLEAN,
            @JsonProperty("date") DATE,
            @JsonProperty("timestamp") TIMESTAMP,
            @JsonProperty("option") OPTION,
            @JsonProperty("option_set") OPTION_SET,
            @JsonProperty("reference") REFERENCE,
            @JsonProperty("reference_set") REFERENCE_SET
        }
    }

    /**
     * Custom fields that the app describes itself. The expressions below read one of the items.
     *
     * @param fields expression of the answer: the items
     * @param type expression that gives one of the words of {@link Field.Kind}; nothing leaves the field out
     * @param read template of the expression that reads it, with {@code name}
     * @param write template of what is sent, with {@code name} and {@code value}
     */
    public record Discovery(
            Request request, String fields, @Nullable Paging paging, String name, @Nullable String label, String type,
            @Nullable String writable, @Nullable String options, String read, Object write, @Nullable Object empty) {}

    /**
     * How errors are read. Expressions of the answer.
     *
     * @param codes by the names that the rules use
     * @param existing the id of the record that holds the value already
     */
    public record Errors(
            Map<String, String> codes, @Nullable String message, @Nullable String field, @Nullable String existing,
            List<Rule> rules) {
        public Errors {
            codes = filled(codes);
            rules = filled(rules);
        }
    }

    /** One line of the table of errors. */
    public record Rule(
            List<String> status, Map<String, List<String>> codes, Map<String, List<String>> headers,
            @Nullable String message, String kind, @Nullable String code, @Nullable String say, List<Retry> retry,
            boolean leavesWritesOpen) {
        public Rule {
            status = filled(status);
            codes = filled(codes);
            headers = filled(headers);
            retry = filled(retry);
        }
    }

    /** Where an error says when to come back: exactly one of these. */
    public record Retry(
            @Nullable String secondsHeader, @Nullable String millisecondsHeader, @Nullable String epochHeader,
            @Nullable Duration after, @Nullable String midnight) {}

    public record Limits(int concurrentCalls, List<Budget> budgets) {
        public Limits {
            concurrentCalls = Math.max(1, concurrentCalls);
            budgets = filled(budgets);
        }
    }

    /** @param reset {@code rolling}, {@code first_call}, {@code midnight} or {@code midnight ZONE} */
    public record Budget(
            String name, long tokens, Duration window, @Nullable String endpoint, Map<String, Long> costs,
            @Nullable String reset) {
        public Budget {
            costs = filled(costs);
        }
    }

    public record Horizons(Duration callTimeout, Duration serverTimeout, Duration indexLag, Duration combine) {
        public Horizons {
            callTimeout = callTimeout == null ? Duration.ofSeconds(30) : callTimeout;
            serverTimeout = serverTimeout == null ? callTimeout : serverTimeout;
            indexLag = indexLag == null ? Duration.ZERO : indexLag;
            combine = combine == null ? Duration.ZERO : combine;
        }
    }

    /**
     * Pushes of the app.
     *
     * @param events expression of the body: what it tells; the expressions below read one of them
     * @param kind gives {@code created}, {@code changed}, {@code deleted} or {@code combined}
     * @param occurredAt gives milliseconds
     * @param movedTo gives the id of the record that this one was combined into
     * @param record gives the whole record, where the app sends it
     */
    public record Webhooks(
            Proof proof, String events, String type, String id, @Nullable String kind, @Nullable String occurredAt,
            @Nullable String movedTo, @Nullable String delivery, @Nullable String account, @Nullable String record,
            @Nullable Duration settle, @Nullable String acknowledgement, @Nullable String acknowledgementType) {}

    /**
     * What shows that a push is genuine.
     *
     * @param header that carries it, lower case
     * @param user the name beside the secret, for Basic; empty where the secret holds both
     * @param prefix before the signature
     * @param encoding {@code hex} or {@code base64}
     * @param signed template of what is signed, with {@code body}, {@code timestamp}, {@code method} and {@code address}
     * @param timestampHeader header with the time of sending
     * @param timestampUnit {@code s} or {@code ms}
     * @param freshness how old a push may be
     */
    public record Proof(
            Algorithm algorithm, String header, @Nullable String user, @Nullable String prefix,
            @Nullable String encoding,
            @Nullable String signed, @Nullable String timestampHeader, @Nullable String timestampUnit,
            @Nullable Duration freshness) {
        /** How it is proven. */
        public enum Algorithm {
            @JsonProperty("hmac_sha256") HMAC_SHA256,
            @JsonProperty("hmac_sha1") HMAC_SHA1,
            @JsonProperty("shared_key") SHARED_KEY,
            @JsonProperty("basic") BASIC
        }
    }

    /**
     * An example that the manifest is held to.
     *
     * @param ask the ability and what it is asked
     * @param exchanges what is sent, and what the app answers to it, in order
     * @param expect what comes of it; members that are not named may be anything
     */
    public record Example(String name, Map<String, Object> ask, List<ExampleExchange> exchanges, Object expect) {
        public Example {
            ask = filled(ask);
            exchanges = filled(exchanges);
        }
    }

    /** One exchange of an example. */
    public record ExampleExchange(ExampleRequest request, ExampleAnswer answer) {}

    /** @param path with its query */
    public record ExampleRequest(
            @Nullable String method, String path, Map<String, String> headers, @Nullable Object json,
            @Nullable String form) {
        public ExampleRequest {
            headers = filled(headers);
        }
    }

    public record ExampleAnswer(
            int status, Map<String, String> headers, @Nullable Object json, @Nullable String text) {
        public ExampleAnswer {
            status = status == 0 ? 200 : status;
            headers = filled(headers);
        }
    }
}
