package io.bothways.runtime.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** A range of addresses, written as {@code 10.0.0.0/8} or {@code fd00::/8}; without a length it is one address. */
record Network(byte[] prefix, int length) {
    /** Throws {@link IllegalArgumentException} where the text is none; names are not taken, so nothing is looked up. */
    static Network parse(String text) {
        int slash = text.indexOf('/');
        String host = (slash < 0 ? text : text.substring(0, slash)).trim();
        if (!host.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            throw wrong(text);
        }
        try {
            byte[] prefix = InetAddress.getByName(host).getAddress();
            int bits = prefix.length * Byte.SIZE;
            int length = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1).trim());
            if (length < 0 || length > bits) {
                throw wrong(text);
            }
            return new Network(prefix, length);
        } catch (UnknownHostException | NumberFormatException unreadable) {
            throw wrong(text);
        }
    }

    boolean contains(byte[] address) {
        if (address.length != prefix.length) {
            return false;
        }
        int whole = length / Byte.SIZE;
        if (!Arrays.equals(address, 0, whole, prefix, 0, whole)) {
            return false;
        }
        int rest = length % Byte.SIZE;
        return rest == 0 || (address[whole] ^ prefix[whole]) >> (Byte.SIZE - rest) == 0;
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "bothways.apps.allowed-networks takes networks such as 10.0.0.0/8 or fd00::/8, not " + text);
    }
}
