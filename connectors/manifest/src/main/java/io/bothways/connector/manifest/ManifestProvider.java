package io.bothways.connector.manifest;

import io.bothways.connector.Connector;
import io.bothways.connector.ConnectorContext;
import io.bothways.connector.ConnectorDescriptor;
import io.bothways.connector.ConnectorProvider;
import io.bothways.connector.manifest.format.Manifest;

/** The way into the connector of one manifest. */
public final class ManifestProvider implements ConnectorProvider {
    private final Manifest manifest;
    private final ConnectorDescriptor descriptor;

    public ManifestProvider(Manifest manifest) {
        this.manifest = manifest;
        descriptor = ManifestDescriptor.of(manifest);
    }

    @Override
    public ConnectorDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Connector connect(ConnectorContext context) {
        return new ManifestConnector(manifest, context);
    }
}
