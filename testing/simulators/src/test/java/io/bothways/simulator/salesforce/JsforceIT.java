package io.bothways.simulator.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.NodeClient;
import io.bothways.simulator.kit.SimulatorOptions;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsforceIT {
    private static final int CONTACTS = 2_300;

    @Test
    void jsforceListsWritesAndDescribes() throws IOException, InterruptedException {
        NodeClient jsforce = NodeClient.installed("salesforce");
        try (SalesforceClient salesforce = new SalesforceClient(SimulatorOptions.defaults().withContacts(CONTACTS))) {
            JsonNode line = salesforce.startLine;

            jsforce.succeeds(Map.of("BASE_URL", line.path("base_url").asText(), "CONTACTS", String.valueOf(CONTACTS),
                    "CLIENT_ID", line.path("client_id").asText(),
                    "CLIENT_SECRET", line.path("client_secret").asText(),
                    "REFRESH_TOKEN", line.path("refresh_token").asText(),
                    "ORGANIZATION_ID", line.path("organization_id").asText()));
        }
    }
}
