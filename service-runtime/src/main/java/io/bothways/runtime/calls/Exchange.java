package io.bothways.runtime.calls;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one exchange beside its body. The REST client hands its caller a tree or nothing, so the filters
 * write the rest down here: the request's on the caller's thread, the response's on another one.
 */
final class Exchange {
    private static final ThreadLocal<Exchange> CURRENT = new ThreadLocal<>();

    private volatile int status;
    private volatile @Nullable String contentType;
    private volatile @Nullable String date;
    private volatile Map<String, String> headers = Map.of();

    /** The exchange that this thread is about to make. */
    static Exchange begin() {
        Exchange exchange = new Exchange();
        CURRENT.set(exchange);
        return exchange;
    }

    static Optional<Exchange> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    static void end() {
        CURRENT.remove();
    }

    void answered(int answeredStatus, @Nullable String answeredType, @Nullable String answeredDate) {
        contentType = answeredType;
        date = answeredDate;
        status = answeredStatus;
    }

    /** The answer's headers, what was sent several times with commas between. */
    void told(Map<String, List<String>> sent) {
        Map<String, String> all = new HashMap<>();
        sent.forEach((name, values) -> all.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        headers = all;
    }

    /** By lower-case name; none until the head of the answer has come. */
    Map<String, String> headers() {
        return headers;
    }

    /** 0 until the head of the answer has come. */
    int status() {
        return status;
    }

    Optional<String> contentType() {
        return Optional.ofNullable(contentType);
    }

    /** The Date header. */
    Optional<String> date() {
        return Optional.ofNullable(date);
    }
}
