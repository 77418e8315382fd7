package io.bothways.connector;

/** Found by {@link java.util.ServiceLoader}: the way into a connector. Has a public constructor without arguments. */
public interface ConnectorProvider {
    /** What the app can do, known without an account. Always the same answer. */
    ConnectorDescriptor descriptor();

    /** A connector for one account. Cheap: makes no call. */
    Connector connect(ConnectorContext context);
}
