package io.bothways.connector.manifest.expression;

import com.dashjoin.jsonata.JException;

/** An expression that cannot be read, or that cannot be worked out for what an app has answered. */
public final class MalformedExpression extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedExpression(String text, JException cause) {
        super("'" + text + "': " + cause.getMessage(), cause);
    }

    MalformedExpression(String message) {
        super(message);
    }
}
