package io.aispm.kit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aispm.kit.net.OutboundGuard.Purpose;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundGuardTests {

    private static final OutboundGuard CLOSED = guard(false);
    private static final OutboundGuard ONE_MACHINE = guard(true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.0.1",
                "fe80::1",
                "fd00:ec2::254",
                "168.63.129.16",
                "100.100.100.200",
                "0.0.0.0",
                "::",
                "224.0.0.1",
                "255.255.255.255",
                "::ffff:169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::",
                "64:ff9b:1::a9fe:a9fe",
                "2001:0:a9fe:a9fe::1",
                "2001:db8::5efe:a9fe:a9fe",
                "192.0.0.192",
                "192.0.2.1"
            })
    void neverReachesMetadataOrLinkLocalAddresses(String address) {
        var everything = guard(true, "0.0.0.0/0", "::/0");

        refuses(everything, address, Purpose.INTEGRATION);
        refuses(everything, address, Purpose.AGENT_CHOSEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "localhost", "::ffff:127.0.0.1"})
    void reachesThisMachineOnlyForIntegrationsInOneMachineMode(String host) throws Exception {
        refuses(CLOSED, host, Purpose.INTEGRATION);
        refuses(ONE_MACHINE, host, Purpose.AGENT_CHOSEN);
        assertThat(ONE_MACHINE.resolve(host, Purpose.INTEGRATION)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "198.18.0.1", "fc00::1"
            })
    void reachesPrivateAddressesOnlyWhereTheyAreAllowed(String address) throws Exception {
        var allowing = guard(
                false, "10.0.0.0/8", "172.16.0.0/12", "192.168.1.1", "100.64.0.0/10", "198.18.0.0/15", "fc00::/7");

        refuses(CLOSED, address, Purpose.INTEGRATION);
        refuses(ONE_MACHINE, address, Purpose.INTEGRATION);
        refuses(allowing, address, Purpose.AGENT_CHOSEN);
        assertThat(allowing.resolve(address, Purpose.INTEGRATION)).hasSize(1);
    }

    @Test
    void reachesPublicAddresses() throws Exception {
        assertThat(CLOSED.resolve("93.184.216.34", Purpose.AGENT_CHOSEN)).hasSize(1);
        assertThat(CLOSED.resolve("172.32.0.1", Purpose.AGENT_CHOSEN)).hasSize(1);
    }

    @Test
    void allowsAHostByItsName() throws Exception {
        assertThat(guard(false, "LOCALHOST").resolve("localhost", Purpose.INTEGRATION))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "platform.example",
                "https://platform.example:8443/x",
                "203.0.113.7",
                "203.0.113.0/24",
                "203.0.113.7:9092"
            })
    void anAgentsAddressNeverIsThePlatforms(String platform) throws Exception {
        var guard = new OutboundGuard(
                new OutboundProperties(List.of(), List.of("", platform), false),
                host -> List.of(InetAddress.ofLiteral(host.endsWith(".example") ? "203.0.113.7" : host)));

        refuses(guard, "platform.example", Purpose.AGENT_CHOSEN);
        refuses(guard, "another-name.example", Purpose.AGENT_CHOSEN);
        refuses(guard, "203.0.113.7", Purpose.AGENT_CHOSEN);
        assertThat(guard.resolve("203.0.114.7", Purpose.AGENT_CHOSEN)).hasSize(1);
        assertThat(guard.resolve("203.0.113.7", Purpose.INTEGRATION)).hasSize(1);
    }

    @Test
    void oneAddressOfManyThatIsRefusedRefusesTheName() {
        var guard = new OutboundGuard(
                new OutboundProperties(List.of(), false),
                _ -> List.of(InetAddress.ofLiteral("93.184.216.34"), InetAddress.ofLiteral("10.0.0.1")));

        refuses(guard, "mixed.example", Purpose.AGENT_CHOSEN);
    }

    private static OutboundGuard guard(boolean loopback, String... allowed) {
        return new OutboundGuard(new OutboundProperties(List.of(allowed), loopback));
    }

    private static void refuses(OutboundGuard guard, String host, Purpose purpose) {
        assertThatExceptionOfType(UnknownHostException.class)
                .as("%s for %s", host, purpose)
                .isThrownBy(() -> guard.resolve(host, purpose))
                .isInstanceOf(AddressRefusedException.class);
    }
}
