package io.bothways.connector.manifest;

import io.bothways.tck.ConnectorTck;
import io.bothways.tck.Subject;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** The kit against an address; run by {@link AddressCheckMain}, and by no build, for a build knows no address. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class AddressTck extends ConnectorTck {
    static final String MANIFEST = "bothways.check.manifest";
    static final String ADDRESS = "bothways.check.address";
    static final String CREDENTIALS = "bothways.check.credentials";

    @Override
    protected Subject subject() {
        return new AddressSubject(
                Path.of(System.getProperty(MANIFEST)),
                URI.create(System.getProperty(ADDRESS)),
                Optional.ofNullable(System.getProperty(CREDENTIALS)).map(Path::of));
    }
}
