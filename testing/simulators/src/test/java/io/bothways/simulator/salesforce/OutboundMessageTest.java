package io.bothways.simulator.salesforce;

import static io.bothways.simulator.salesforce.SalesforceClient.DATA;
import static io.bothways.simulator.salesforce.SalesforceClient.collection;
import static io.bothways.simulator.salesforce.SalesforceClient.fields;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.bothways.simulator.kit.SimulatorOptions;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.salesforce.schema.RecordId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class OutboundMessageTest {
    private static final String OUTBOUND = "http://soap.sforce.com/2005/09/outbound";
    private static final String SOBJECT = "urn:sobject.enterprise.soap.sforce.com";
    private static final String ACK = """
            <?xml version="1.0" encoding="UTF-8"?>
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>
            <notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>%s</Ack></notificationsResponse>
            </soapenv:Body></soapenv:Envelope>""";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BlockingQueue<Document> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private SalesforceClient salesforce;
    private HttpServer listener;

    @BeforeEach
    void start() throws IOException {
        salesforce = new SalesforceClient(SimulatorOptions.defaults());
        listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        listener.createContext("/", exchange -> {
            received.add(parse(exchange.getRequestBody().readAllBytes()));
            String answer = answers.poll();
            byte[] body = (answer == null ? ACK.formatted("true") : answer).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        listener.start();
        salesforce.control("PUT", "webhooks", "{\"url\":\"http://127.0.0.1:"
                + listener.getAddress().getPort() + "/\",\"enabled\":true}");
    }

    @AfterEach
    void stop() {
        listener.stop(0);
        salesforce.close();
    }

    @Test
    void sendsAllFieldsOfWhatAPersonSaved() throws InterruptedException {
        String id = salesforce.control("POST", "records/Contact", """
                {"fields":{"FirstName":"Zoë","LastName":"O'Hara & <Co>","Health_Score__c":12.5,
                 "Renewal_Date__c":"2026-03-01"}}""").path("id").asText();

        Document message = next();

        assertThat(text(message, OUTBOUND, "OrganizationId"))
                .isEqualTo(salesforce.startLine.path("organization_id").asText());
        assertThat(text(message, OUTBOUND, "ActionId")).startsWith("04k");
        assertThat(text(message, OUTBOUND, "Id")).startsWith("04l");
        assertThat(((Element) message.getElementsByTagNameNS(OUTBOUND, "sObject").item(0))
                .getAttributeNS("http://www.w3.org/2001/XMLSchema-instance", "type")).isEqualTo("sf:Contact");
        assertThat(text(message, SOBJECT, "Id")).isEqualTo(id);
        assertThat(text(message, SOBJECT, "FirstName")).isEqualTo("Zoë");
        assertThat(text(message, SOBJECT, "LastName")).isEqualTo("O'Hara & <Co>");
        assertThat(text(message, SOBJECT, "Health_Score__c")).isEqualTo("12.5");
        assertThat(text(message, SOBJECT, "Renewal_Date__c")).isEqualTo("2026-03-01");
        assertThat(text(message, SOBJECT, "SystemModstamp")).matches("\\S{10}T\\S{8}\\.000Z");
        assertThat(message.getElementsByTagNameNS(SOBJECT, "Email").getLength()).isZero();
    }

    @Test
    void repeatsAMessageUntilItIsAcknowledgedAndThenWithTheLatestData() throws InterruptedException {
        answers.add("<html>Bad gateway</html>");
        answers.add(ACK.formatted("false"));
        String id = salesforce.control("POST", "records/Contact", "{\"fields\":{\"LastName\":\"First\"}}")
                .path("id").asText();
        Document first = next();
        awaitWebhooks("failed_attempts", 1);
        salesforce.simulator().call(() -> salesforce.simulator().store().write(
                salesforce.simulator().store().get(salesforce.simulator().store().type("Contact"), id),
                Map.of("LastName", "Latest"), Editor.PERSON));
        Document ofTheEdit = next();
        awaitWebhooks("failed_attempts", 2);

        salesforce.control("POST", "clock/advance", "{\"ms\":15000}");
        List<Document> repeated = List.of(next(), next());
        awaitWebhooks("delivered", 2);

        assertThat(text(first, SOBJECT, "LastName")).isEqualTo("First");
        assertThat(repeated).allMatch(message -> text(message, SOBJECT, "LastName").equals("Latest"));
        assertThat(repeated).extracting(message -> text(message, OUTBOUND, "Id"))
                .containsExactlyInAnyOrder(text(first, OUTBOUND, "Id"), text(ofTheEdit, OUTBOUND, "Id"));
        salesforce.control("POST", "clock/advance", "{\"ms\":86400000}");
        assertThat(received).isEmpty();
    }

    @Test
    void putsUpToAHundredNotificationsOfOneTypeIntoAMessage() throws InterruptedException {
        ObjectNode[] rows = IntStream.range(0, 151).mapToObj(n -> {
            ObjectNode row = fields(n == 0 ? "Name" : "LastName", "x");
            row.putObject("attributes").put("type", n == 0 ? "Account" : "Contact");
            return row;
        }).toArray(ObjectNode[]::new);
        salesforce.post(DATA + "/composite/sobjects", collection(false, rows));

        List<Integer> sizes = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (int message = 0; message < 3; message++) {
            NodeList notifications = next().getElementsByTagNameNS(OUTBOUND, "sObject");
            sizes.add(notifications.getLength());
            types.add(((Element) notifications.item(0)).getAttribute("xsi:type"));
        }

        assertThat(sizes).containsExactlyInAnyOrder(1, 100, 50);
        assertThat(types).containsExactlyInAnyOrder("sf:Account", "sf:Contact", "sf:Contact");
    }

    @Test
    void saysNothingOfDeletesAndOnlyTheWinnerOfMerges() throws InterruptedException {
        String winner = salesforce.created("Account", fields("Name", "Acme"));
        String loser = salesforce.created("Account", fields("Name", "Acme Inc"));
        String child = salesforce.created("Contact", fields("LastName", "x", "AccountId", loser));
        String deleted = salesforce.created("Contact", fields("LastName", "y"));
        awaitWebhooks("delivered", 4);
        received.clear();

        salesforce.delete(DATA + "/sobjects/Contact/" + deleted);
        salesforce.control("POST", "merge", "{\"type\":\"Account\",\"winner\":\"" + winner + "\",\"losers\":[\""
                + loser + "\"]}");
        String last = salesforce.created("Contact", fields("LastName", "z"));

        List<String> told = new ArrayList<>();
        while (!told.contains(last)) {
            told.add(text(next(), SOBJECT, "Id"));
        }
        assertThat(told).containsExactlyInAnyOrder(winner, last).doesNotContain(child);
    }

    @Test
    void goesOnCountingNotificationsAfterARestart(@TempDir Path folder)
            throws InterruptedException {
        SimulatorOptions kept = SimulatorOptions.defaults().withData(folder.resolve("salesforce.json"));
        String target = "{\"url\":\"http://127.0.0.1:" + listener.getAddress().getPort() + "/\",\"enabled\":true}";
        String before;
        try (SalesforceClient first = new SalesforceClient(kept)) {
            first.control("PUT", "webhooks", target);
            first.created("Contact", fields("LastName", "x"));
            before = text(next(), OUTBOUND, "Id");
        }

        try (SalesforceClient second = new SalesforceClient(kept)) {
            second.control("PUT", "webhooks", target);
            second.created("Contact", fields("LastName", "y"));

            assertThat(text(next(), OUTBOUND, "Id")).isGreaterThan(before).isNotEqualTo(RecordId.of("04l", 1));
            assertThat(second.query("SELECT COUNT() FROM Contact").body().path("totalSize").asInt()).isEqualTo(2);
        }
    }

    private Document next() throws InterruptedException {
        Document message = received.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(message).as("a message").isNotNull();
        return message;
    }

    private void awaitWebhooks(String count, int wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (salesforce.control("GET", "webhooks", "").path(count).asInt() < wanted) {
            assertThat(System.nanoTime()).as("%s to reach %d", count, wanted).isLessThan(deadline);
        }
    }

    private static Document parse(byte[] xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
        } catch (Exception notXml) {
            throw new IllegalStateException(notXml);
        }
    }

    private static String text(Document document, String namespace, String name) {
        return document.getElementsByTagNameNS(namespace, name).item(0).getTextContent();
    }
}
