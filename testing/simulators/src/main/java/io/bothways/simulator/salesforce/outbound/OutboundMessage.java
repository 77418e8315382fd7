package io.bothways.simulator.salesforce.outbound;

import io.bothways.simulator.salesforce.schema.SalesforceField;
import io.bothways.simulator.salesforce.schema.FieldType;
import io.bothways.simulator.salesforce.schema.SalesforceType;
import io.bothways.simulator.salesforce.schema.Organization;
import io.bothways.simulator.salesforce.schema.Timestamps;
import java.util.Comparator;
import java.util.List;

/** One SOAP message with up to 100 notifications about records of one type. */
record OutboundMessage(
        SalesforceType type, String actionId, String instanceUrl, List<Notification> notifications) {
    static final int MAX_NOTIFICATIONS = 100;

    OutboundMessage {
        notifications = List.copyOf(notifications);
        if (notifications.isEmpty() || notifications.size() > MAX_NOTIFICATIONS) {
            throw new IllegalArgumentException("a message holds 1 to 100 notifications");
        }
    }

    String toXml() {
        String organization15 = Organization.ID_OF_ORGANIZATION.substring(0, 15);
        StringBuilder xml = new StringBuilder(512 + notifications.size() * 1024);
        xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                .append("<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\"")
                .append(" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"")
                .append(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n <soapenv:Body>\n")
                .append("  <notifications xmlns=\"http://soap.sforce.com/2005/09/outbound\">\n");
        element(xml, "   ", "OrganizationId", Organization.ID_OF_ORGANIZATION);
        element(xml, "   ", "ActionId", actionId);
        xml.append("   <SessionId xsi:nil=\"true\"/>\n");
        element(xml, "   ", "EnterpriseUrl", instanceUrl + "/services/Soap/c/67.0/" + organization15);
        element(xml, "   ", "PartnerUrl", instanceUrl + "/services/Soap/u/67.0/" + organization15);
        notifications.forEach(notification -> append(xml, notification));
        return xml.append("  </notifications>\n </soapenv:Body>\n</soapenv:Envelope>\n").toString();
    }

    /** Id first, the other fields by name; an empty field is left out. */
    private void append(StringBuilder xml, Notification notification) {
        xml.append("   <Notification>\n");
        element(xml, "    ", "Id", notification.id());
        xml.append("    <sObject xsi:type=\"sf:").append(type.name())
                .append("\" xmlns:sf=\"urn:sobject.enterprise.soap.sforce.com\">\n");
        element(xml, "     ", "sf:Id", notification.row().stored().id());
        type.fields().stream()
                .filter(field -> field.type() != FieldType.ID)
                .sorted(Comparator.comparing(SalesforceField::name))
                .forEach(field -> {
                    Object value = notification.row().value(field);
                    if (value != null) {
                        element(xml, "     ", "sf:" + field.name(), inSoap(field, value));
                    }
                });
        xml.append("    </sObject>\n   </Notification>\n");
    }

    private static String inSoap(SalesforceField field, Object value) {
        return field.type() == FieldType.DATETIME ? Timestamps.inSoap((Long) value) : value.toString();
    }

    private static void element(StringBuilder xml, String indent, String name, String text) {
        xml.append(indent).append('<').append(name).append('>');
        for (int position = 0; position < text.length(); position++) {
            escape(xml, text.charAt(position));
        }
        xml.append("</").append(name).append(">\n");
    }

    private static void escape(StringBuilder xml, char character) {
        switch (character) {
            case '&' -> xml.append("&amp;");
            case '<' -> xml.append("&lt;");
            case '>' -> xml.append("&gt;");
            case '"' -> xml.append("&quot;");
            case '\'' -> xml.append("&apos;");
            default -> {
                // XML 1.0 has no way to write other control characters.
                if (character >= ' ' || character == '\n' || character == '\t' || character == '\r') {
                    xml.append(character);
                }
            }
        }
    }
}
