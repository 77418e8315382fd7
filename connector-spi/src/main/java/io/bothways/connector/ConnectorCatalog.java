package io.bothways.connector;

import java.util.List;

/** Found by {@link java.util.ServiceLoader}: connectors that are not classes of their own. Has a public constructor without arguments. */
public interface ConnectorCatalog {
    /** The ways into all of them; read once when a service starts. */
    List<ConnectorProvider> providers();
}
