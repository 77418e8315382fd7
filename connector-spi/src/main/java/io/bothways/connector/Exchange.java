package io.bothways.connector;

import java.util.Map;
import java.util.Optional;

/**
 * Plain exchanges, for connectors whose addresses and bodies are not known when they are compiled. They are authorised,
 * budgeted, counted, timed and classified just as those of {@link ConnectorContext#client}.
 */
public interface Exchange {
    /**
     * One call and its answer, which has a status below 400.
     *
     * @throws io.bothways.connector.failure.ConnectorException for every other answer, and where none came
     */
    Answer send(Call call);

    /**
     * @param operation as {@link Operation#value}
     * @param writes as {@link Operation#writes}
     * @param target path and query below the base address, or a whole address on the same host
     * @param headers beside those that authorise
     * @param body absent where the method has none
     */
    record Call(
            String operation,
            boolean writes,
            String method,
            String target,
            Map<String, String> headers,
            Optional<Body> body) {
        public Call {
            headers = Map.copyOf(headers);
        }

        @Override
        public String toString() {
            return "Call[" + operation + ", " + method + "]";
        }
    }

    /** What is sent; personal data, so not printed. */
    record Body(String contentType, String content) {
        @Override
        public String toString() {
            return "Body[" + contentType + ", " + content.length() + "]";
        }
    }

    /** @param headers lower-case names */
    record Answer(int status, Map<String, String> headers, String body) {
        public Answer {
            headers = Map.copyOf(headers);
        }

        @Override
        public String toString() {
            return "Answer[" + status + ", " + body.length() + "]";
        }
    }
}
