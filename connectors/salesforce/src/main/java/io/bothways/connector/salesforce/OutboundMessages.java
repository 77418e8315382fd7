package io.bothways.connector.salesforce;

import io.bothways.connector.webhook.WebhookSource;
import io.bothways.contracts.event.Hint;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads Outbound Messages: SOAP with up to 100 notifications about records of one type. They carry no signature: the
 * address is the secret, and the organisation they name has to be the account's. What a notification says of a record is
 * not used but for its id; it is the state of sending, not of the change.
 */
final class OutboundMessages implements WebhookSource {
    private static final String OUTBOUND = "http://soap.sforce.com/2005/09/outbound";
    private static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";
    private static final int MAX_NOTIFICATIONS = 100;
    /** Salesforce takes a message for delivered on exactly this. */
    private static final String ACKNOWLEDGEMENT =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                    + "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\"><soapenv:Body>"
                    + "<notificationsResponse xmlns=\"" + OUTBOUND + "\"><Ack>true</Ack></notificationsResponse>"
                    + "</soapenv:Body></soapenv:Envelope>";

    private static final XMLInputFactory XML = factory();

    /** What a message says. */
    private record Message(String organization, List<Notification> notifications) {}

    private record Notification(String deliveryId, String type, String recordId, boolean deleted) {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    @Override
    public Verdict receive(Push push) {
        Message message;
        try {
            message = read(push.body());
        } catch (XMLStreamException broken) {
            return new Verdict.Malformed("the push is not an Outbound Message");
        }
        if (!sameOrganization(message.organization(), push.identity())) {
            return new Verdict.Refused("the message is of another organisation");
        }
        if (message.notifications().isEmpty() || message.notifications().size() > MAX_NOTIFICATIONS) {
            return new Verdict.Malformed("an Outbound Message has 1 to " + MAX_NOTIFICATIONS + " notifications");
        }
        List<Sighting> sightings = message.notifications().stream()
                .filter(notification -> SalesforceType.named(notification.type()).isPresent()
                        && SalesforceId.isId(notification.recordId()))
                .map(notification -> sighting(notification, push.receivedAt()))
                .toList();
        return new Verdict.Genuine(sightings, ACKNOWLEDGEMENT, "text/xml");
    }

    private static Sighting sighting(Notification notification, Instant receivedAt) {
        return new Sighting(
                notification.type(),
                SalesforceId.canonical(notification.recordId()),
                notification.deleted() ? Hint.Kind.DELETED : Hint.Kind.CHANGED,
                receivedAt,
                notification.deliveryId());
    }

    private static boolean sameOrganization(String named, String identity) {
        return SalesforceId.isId(identity)
                && MessageDigest.isEqual(
                        SalesforceId.canonical(named).getBytes(StandardCharsets.UTF_8),
                        SalesforceId.canonical(identity).getBytes(StandardCharsets.UTF_8));
    }

    private static Message read(byte[] body) throws XMLStreamException {
        XMLStreamReader xml = XML.createXMLStreamReader(new ByteArrayInputStream(body));
        try {
            String organization = "";
            List<Notification> notifications = new ArrayList<>();
            boolean outbound = false;
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                    throw new XMLStreamException("document types and entities are not read");
                }
                if (event != XMLStreamConstants.START_ELEMENT || !OUTBOUND.equals(xml.getNamespaceURI())) {
                    continue;
                }
                switch (xml.getLocalName()) {
                    case "notifications" -> outbound = true;
                    case "OrganizationId" -> organization = xml.getElementText().trim();
                    case "Notification" -> notifications.add(notification(xml));
                    default -> {
                        // ActionId, SessionId and addresses are not used; a session would be somebody's credential.
                    }
                }
            }
            if (!outbound) {
                throw new XMLStreamException("no notifications");
            }
            return new Message(organization, notifications);
        } finally {
            xml.close();
        }
    }

    private static Notification notification(XMLStreamReader xml) throws XMLStreamException {
        String deliveryId = "";
        String type = "";
        String recordId = "";
        boolean deleted = false;
        int depth = 1;
        while (depth > 0) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                String name = xml.getLocalName();
                if (depth == 1 && name.equals("Id")) {
                    deliveryId = xml.getElementText().trim();
                } else if (depth == 2 && name.equals("Id")) {
                    recordId = xml.getElementText().trim();
                } else if (depth == 2 && name.equals("IsDeleted")) {
                    deleted = Boolean.parseBoolean(xml.getElementText().trim());
                } else {
                    if (name.equals("sObject")) {
                        String qualified = String.valueOf(xml.getAttributeValue(INSTANCE, "type"));
                        type = qualified.substring(qualified.indexOf(':') + 1);
                    }
                    depth++;
                }
            } else if (event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw new XMLStreamException("entities are not read");
            }
        }
        return new Notification(deliveryId, type, recordId, deleted);
    }
}
