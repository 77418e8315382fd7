package io.bothways.connector.hubspot;

import io.bothways.tck.ConnectorTck;
import io.bothways.tck.Subject;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class HubSpotTckIT extends ConnectorTck {
    @Override
    protected Subject subject() {
        return new HubSpotSubject();
    }
}
