package io.bothways.connector.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SalesforceIdTest {
    @Test
    void givesEveryIdEighteenCharacters() {
        // Ids and their long forms as the vendor's documentation shows them.
        assertThat(SalesforceId.canonical("001D000000IqhSL")).isEqualTo("001D000000IqhSLIAZ");
        assertThat(SalesforceId.canonical("001D000000IqhSLIAZ")).isEqualTo("001D000000IqhSLIAZ");
        assertThat(SalesforceId.canonical("a0000000000000a")).isEqualTo("a0000000000000aAAA");
    }

    @Test
    void knowsWhatIsNoId() {
        for (String text : new String[] {"", "1", "001D000000IqhS'", "001D000000IqhSLIA", "001D000000IqhSLIA!"}) {
            assertThat(SalesforceId.isId(text)).as(text).isFalse();
            assertThat(SalesforceId.canonical(text)).isEqualTo(text);
        }
    }
}
