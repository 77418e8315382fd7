package io.bothways.simulator.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.dataverse.DataverseClient.Answer;
import io.bothways.simulator.kit.SimulatorOptions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetadataTest {
    private static final String CONTACT = "EntityDefinitions(LogicalName='contact')";
    private static final String CAST = "/Attributes/Microsoft.Dynamics.CRM.";

    private DataverseClient dataverse;

    @BeforeEach
    void start() {
        dataverse = new DataverseClient(SimulatorOptions.defaults());
    }

    @AfterEach
    void stop() {
        dataverse.close();
    }

    @Test
    void describesTablesByTheirNames() {
        JsonNode tracked = dataverse.get("EntityDefinitions?$select=LogicalName,EntitySetName"
                + "&$filter=ChangeTrackingEnabled%20eq%20true%20and%20IsCustomEntity%20eq%20false")
                .body().path("value");
        JsonNode opportunity = dataverse.get("EntityDefinitions(LogicalName='opportunity')"
                + "?$select=EntitySetName,PrimaryIdAttribute,PrimaryNameAttribute").body();

        assertThat(tracked).extracting(table -> table.path("LogicalName").asText())
                .containsExactly("contact", "account", "lead", "opportunity");
        assertThat(opportunity.path("EntitySetName").asText()).isEqualTo("opportunities");
        assertThat(opportunity.path("PrimaryIdAttribute").asText()).isEqualTo("opportunityid");
        assertThat(opportunity.has("SchemaName")).isFalse();
        assertThat(dataverse.get("EntityDefinitions(LogicalName='nonsense')").status()).isEqualTo(404);
        assertThat(dataverse.get(CONTACT + "?$select=Nonsense").status()).isEqualTo(400);
    }

    @Test
    void describesAttributesWellEnoughToMapThem() {
        Map<String, JsonNode> attributes = new HashMap<>();
        dataverse.get(CONTACT + "?$expand=Attributes,Keys").body().path("Attributes")
                .forEach(attribute -> attributes.put(attribute.path("LogicalName").asText(), attribute));

        JsonNode lastName = attributes.get("lastname");
        assertThat(lastName.path("MaxLength").asInt()).isEqualTo(50);
        assertThat(lastName.path("RequiredLevel").path("Value").asText()).isEqualTo("ApplicationRequired");
        assertThat(lastName.path("DisplayName").path("UserLocalizedLabel").path("Label").asText())
                .isEqualTo("Last Name");
        assertThat(attributes.get("fullname").path("IsValidForUpdate").asBoolean(true)).isFalse();
        assertThat(attributes.get("parentcustomerid").path("Targets")).extracting(JsonNode::asText)
                .containsExactly("account", "contact");
        assertThat(attributes.get("new_renewaldate").path("DateTimeBehavior").path("Value").asText())
                .isEqualTo("DateOnly");
        assertThat(attributes.get("new_interests").path("AttributeTypeName").path("Value").asText())
                .isEqualTo("MultiSelectPicklistType");
        // Options are not shown without a cast.
        assertThat(attributes.get("new_customertier").has("OptionSet")).isFalse();
    }

    @Test
    void showsOptionsWhereAttributesAreCast() {
        JsonNode picklists = dataverse.get(CONTACT + CAST
                + "PicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet,GlobalOptionSet")
                .body().path("value");
        JsonNode status = dataverse.get("EntityDefinitions(LogicalName='opportunity')" + CAST
                + "StatusAttributeMetadata?$select=LogicalName&$expand=OptionSet").body().path("value").get(0);

        assertThat(picklists).hasSize(1);
        JsonNode tier = picklists.get(0);
        assertThat(tier.path("LogicalName").asText()).isEqualTo("new_customertier");
        assertThat(tier.path("OptionSet").path("Options").get(1).path("Value").asInt()).isEqualTo(100_000_001);
        assertThat(tier.path("OptionSet").path("Options").get(1).path("Label").path("UserLocalizedLabel").path("Label")
                .asText()).isEqualTo("silver");
        assertThat(status.path("OptionSet").path("Options").get(2).path("State").asInt()).isOne();
    }

    @Test
    void describesKeysAndLookups() {
        JsonNode key = dataverse.get("EntityDefinitions(LogicalName='new_subscription')/Keys").body().path("value")
                .get(0);
        Answer lookups = dataverse.get("EntityDefinitions(LogicalName='new_subscription')/ManyToOneRelationships"
                + "?$filter=ReferencingAttribute%20eq%20'new_contactid'");

        assertThat(key.path("KeyAttributes")).extracting(JsonNode::asText).containsExactly("new_code", "new_region");
        assertThat(key.path("EntityKeyIndexStatus").asText()).isEqualTo("Active");
        assertThat(lookups.body().path("value").get(0).path("ReferencingEntityNavigationPropertyName").asText())
                .isEqualTo("new_ContactId");
    }

    @Test
    void givesTheServiceDocument() {
        assertThat(dataverse.get("$metadata").text()).contains("<EntitySet Name=\"opportunities\"")
                .doesNotContain("ChangeTracking");
        assertThat(dataverse.get("$metadata?annotations=true").text())
                .contains("Org.OData.Capabilities.V1.ChangeTracking");
    }
}
