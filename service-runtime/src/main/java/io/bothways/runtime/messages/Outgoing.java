package io.bothways.runtime.messages;

import java.util.Map;

/** A message that is ready to be sent. */
public record Outgoing(String topic, String key, Map<String, String> headers, byte[] payload) {
    public Outgoing {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "Outgoing[" + topic + ", " + key + ", " + payload.length + " bytes]";
    }
}
