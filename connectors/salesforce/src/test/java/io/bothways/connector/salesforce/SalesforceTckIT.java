package io.bothways.connector.salesforce;

import io.bothways.tck.ConnectorTck;
import io.bothways.tck.Subject;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class SalesforceTckIT extends ConnectorTck {
    @Override
    protected Subject subject() {
        return new SalesforceSubject();
    }
}
