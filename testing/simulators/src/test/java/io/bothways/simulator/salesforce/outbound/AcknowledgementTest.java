package io.bothways.simulator.salesforce.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AcknowledgementTest {
    private static final String ANSWER = """
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>
            <notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>%s</Ack></notificationsResponse>
            </soapenv:Body></soapenv:Envelope>""";

    @Test
    void acceptsOnlyTheExactAcknowledgement() {
        assertThat(Acknowledgement.accepts(200, ANSWER.formatted("true"))).isTrue();
        assertThat(Acknowledgement.accepts(200, ANSWER.formatted("false"))).isFalse();
        assertThat(Acknowledgement.accepts(500, ANSWER.formatted("true"))).isFalse();
        assertThat(Acknowledgement.accepts(200, "")).isFalse();
        assertThat(Acknowledgement.accepts(200, "{\"ok\":true}")).isFalse();
        assertThat(Acknowledgement.accepts(200, ANSWER.formatted("true").replace("2005/09", "2005/10"))).isFalse();
        assertThat(Acknowledgement.accepts(200, ANSWER.formatted("true").replace("Body", "Other"))).isFalse();
    }
}
