package io.bothways.simulator.salesforce.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecordIdTest {
    @Test
    void addsTheSuffixThatTheVendorsPublishedExampleHas() {
        // 0015000000Gv7qJ is 0015000000Gv7qJAAR in every converter; 003D000000QYVRu is 003D000000QYVRuIAP.
        assertThat(RecordId.normalise("0015000000Gv7qJ")).contains("0015000000Gv7qJAAR");
        assertThat(RecordId.normalise("003D000000QYVRu")).contains("003D000000QYVRuIAP");
    }

    @Test
    void leavesAnIdOfEighteenAsItIs() {
        assertThat(RecordId.normalise("0015000000Gv7qJAAR")).contains("0015000000Gv7qJAAR");
    }

    @Test
    void restoresTheCaseThatASpreadsheetLost() {
        assertThat(RecordId.normalise("0015000000GV7QJAAR")).contains("0015000000Gv7qJAAR");
        assertThat(RecordId.normalise("0015000000gv7qjaar")).contains("0015000000Gv7qJAAR");
    }

    @Test
    void refusesWhatIsNoId() {
        assertThat(RecordId.normalise("")).isEmpty();
        assertThat(RecordId.normalise("0015000000Gv7q")).isEmpty();
        assertThat(RecordId.normalise("0015000000Gv7q!")).isEmpty();
        assertThat(RecordId.normalise("0015000000Gv7qJ999")).isEmpty();
        assertThat(RecordId.normalise("001500000000001ZZZ")).isEmpty();
    }

    @Test
    void makesIdsThatSortAsTheirNumbers() {
        assertThat(RecordId.of("003", 9)).isLessThan(RecordId.of("003", 10));
        assertThat(RecordId.of("003", 61)).isLessThan(RecordId.of("003", 62));
        assertThat(RecordId.of("003", 3843)).isLessThan(RecordId.of("003", 3844));
        assertThat(RecordId.normalise(RecordId.of("003", 123456).substring(0, 15)))
                .contains(RecordId.of("003", 123456));
    }
}
