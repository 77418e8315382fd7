package io.bothways.endtoend.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SceneTest {
    @Test
    void takesSomeOrAllOfTheConnectionsByTheirNames() {
        assertThat(Scene.named(List.of("all"))).isEqualTo(Scene.ALL);
        assertThat(Scene.named(List.of("hubspot-intercom", "hubspot-salesforce-pipedrive")))
                .extracting(Scene::name)
                .containsExactly("hubspot-intercom", "hubspot-salesforce-pipedrive");
    }

    @Test
    void saysWhichConnectionsThereAreWhenOneIsNotKnown() {
        assertThatThrownBy(() -> Scene.named(List.of("hubspot-fax")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hubspot-fax")
                .hasMessageContaining("dataverse-hubspot");
    }

    @Test
    void knowsWhereACallOfAPollLooksLikeOneOfAListing() {
        assertThat(Vendor.PIPEDRIVE.pollsAreLists()).isTrue();
        assertThat(Vendor.INTERCOM.pollsAreLists()).isTrue();
        assertThat(Vendor.HUBSPOT.pollsAreLists()).isFalse();
        assertThat(Vendor.SALESFORCE.pollsAreLists()).isFalse();
    }
}
