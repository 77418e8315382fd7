package io.bothways.runtime.address;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses apps may be called at. Tenants name the addresses, so an address inside the operator's own network
 * would let them call what stands there: the cloud's metadata, databases, our own services. Public ones are reached
 * over https only; those in the operator's networks also over plain http.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA, IPv4 special-purpose addresses</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IANA, IPv6 special-purpose addresses</a>
 */
public final class Reachable {
    /** Not on the internet: own host, private, link-local (metadata services), shared, tests, multicast, reserved. */
    private static final List<Network> SPECIAL = networks(
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/128", "::1/128", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "fc00::/7", "fe80::/10",
            "fec0::/10", "ff00::/8");
    /** IPv6 prefixes that carry an IPv4 address, and where it begins: what counts is where the packet comes out. */
    private static final Network COMPATIBLE = Network.parse("::/96");
    private static final Network TRANSLATED = Network.parse("64:ff9b::/96");
    private static final Network TRANSLATED_LOCALLY = Network.parse("64:ff9b:1::/48");
    private static final Network SIX_TO_FOUR = Network.parse("2002::/16");

    private final List<Network> allowed;
    private final List<String> written;

    /** @param allowed networks that may be reached although they are not public, also over plain http */
    public Reachable(List<String> allowed) {
        this.written = List.copyOf(allowed);
        this.allowed = allowed.stream().map(Network::parse).toList();
    }

    /** @param encrypted over https */
    public boolean permits(InetAddress address, boolean encrypted) {
        byte[] bytes = address.getAddress();
        return contains(allowed, bytes) || encrypted && isPublic(bytes);
    }

    /** What may be named, in words for people. */
    public String permitted() {
        String internet = "an https address on the internet";
        return written.isEmpty()
                ? internet
                : internet + ", or an address in the networks that the operator allows (" + String.join(", ", written)
                        + ")";
    }

    private static boolean isPublic(byte[] address) {
        if (contains(SPECIAL, address) || TRANSLATED_LOCALLY.contains(address)) {
            return false;
        }
        if (TRANSLATED.contains(address) || COMPATIBLE.contains(address)) {
            return !contains(SPECIAL, Arrays.copyOfRange(address, 12, 16));
        }
        return !SIX_TO_FOUR.contains(address) || !contains(SPECIAL, Arrays.copyOfRange(address, 2, 6));
    }

    private static boolean contains(List<Network> networks, byte[] address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static List<Network> networks(String... texts) {
        return Arrays.stream(texts).map(Network::parse).toList();
    }
}
