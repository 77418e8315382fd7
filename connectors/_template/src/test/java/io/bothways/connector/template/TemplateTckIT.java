package io.bothways.connector.template;

import io.bothways.tck.ConnectorTck;
import io.bothways.tck.Subject;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
class TemplateTckIT extends ConnectorTck {
    @Override
    protected Subject subject() {
        return new TemplateSubject();
    }
}
