package io.bothways.runtime.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachableTest {
    private final Reachable internet = new Reachable(List.of());

    @ParameterizedTest
    @ValueSource(strings = {"104.16.1.1", "11.0.0.1", "172.32.0.1", "169.253.255.255", "2606:4700::1", "64:ff9b::6810:101"})
    void publicAddressesAreReachedOverHttpsOnly(String address) throws UnknownHostException {
        assertThat(internet.permits(InetAddress.getByName(address), true)).isTrue();
        assertThat(internet.permits(InetAddress.getByName(address), false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "127.0.0.1", "127.255.0.3", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.100.100.200", "192.0.0.192", "198.18.0.1", "224.0.0.1", "255.255.255.255",
        "::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1",
        "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::"
    })
    void addressesThatAreNotOnTheInternetAreNotReached(String address) throws UnknownHostException {
        assertThat(internet.permits(InetAddress.getByName(address), true)).isFalse();
        assertThat(internet.permits(InetAddress.getByName(address), false)).isFalse();
    }

    @Test
    void theOperatorsNetworksAreReachedOverPlainHttpToo() throws UnknownHostException {
        Reachable office = new Reachable(List.of("10.1.0.0/16", "fd00:1::/32", "192.168.7.7"));

        assertThat(office.permits(InetAddress.getByName("10.1.255.4"), false)).isTrue();
        assertThat(office.permits(InetAddress.getByName("fd00:1::5"), true)).isTrue();
        assertThat(office.permits(InetAddress.getByName("192.168.7.7"), false)).isTrue();
        assertThat(office.permits(InetAddress.getByName("10.2.0.1"), true)).isFalse();
        assertThat(office.permits(InetAddress.getByName("192.168.7.8"), true)).isFalse();
        assertThat(office.permits(InetAddress.getByName("127.0.0.1"), true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"intranet", "10.0.0.0/33", "10.0.0/8/4", "fd00::/x", "", "10.0.0.0/-1"})
    void whatIsNoNetworkIsRefusedWithTheNameOfTheSetting(String text) {
        assertThatThrownBy(() -> new Reachable(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bothways.apps.allowed-networks");
    }
}
