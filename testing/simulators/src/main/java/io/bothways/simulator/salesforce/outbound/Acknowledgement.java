package io.bothways.simulator.salesforce.outbound;

import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads a listener's answer. Anything but a SOAP body with {@code notificationsResponse/Ack} true is no delivery. */
final class Acknowledgement {
    private static final String ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String OUTBOUND = "http://soap.sforce.com/2005/09/outbound";
    private static final XMLInputFactory READERS = XMLInputFactory.newFactory();

    static {
        READERS.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        READERS.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    }

    private Acknowledgement() {}

    static boolean accepts(int status, String body) {
        if (status < 200 || status > 299) {
            return false;
        }
        try {
            XMLStreamReader reader = READERS.createXMLStreamReader(new StringReader(body));
            return opens(reader, ENVELOPE, "Envelope") && opensBody(reader)
                    && opens(reader, OUTBOUND, "notificationsResponse") && opens(reader, OUTBOUND, "Ack")
                    && reader.getElementText().strip().equals("true");
        } catch (XMLStreamException noXml) {
            return false;
        }
    }

    /** The SOAP body may stand behind an empty header. */
    private static boolean opensBody(XMLStreamReader reader) throws XMLStreamException {
        while (nextOpens(reader)) {
            if (reader.getNamespaceURI() != null && reader.getNamespaceURI().equals(ENVELOPE)
                    && reader.getLocalName().equals("Body")) {
                return true;
            }
        }
        return false;
    }

    private static boolean opens(XMLStreamReader reader, String namespace, String name) throws XMLStreamException {
        return nextOpens(reader) && namespace.equals(reader.getNamespaceURI()) && name.equals(reader.getLocalName());
    }

    private static boolean nextOpens(XMLStreamReader reader) throws XMLStreamException {
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                return true;
            }
        }
        return false;
    }
}
