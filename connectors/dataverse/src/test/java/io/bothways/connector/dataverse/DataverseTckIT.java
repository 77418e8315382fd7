package io.bothways.connector.dataverse;

import io.bothways.tck.ConnectorTck;
import io.bothways.tck.Subject;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class DataverseTckIT extends ConnectorTck {
    @Override
    protected Subject subject() {
        return new DataverseSubject();
    }
}
