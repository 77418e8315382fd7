package io.bothways.connector.pipedrive;

import io.bothways.tck.ConnectorTck;
import io.bothways.tck.Subject;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class PipedriveTckIT extends ConnectorTck {
    @Override
    protected Subject subject() {
        return new PipedriveSubject();
    }
}
