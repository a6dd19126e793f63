package io.aispm.kit.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** How far an address reaches: what matters for whether a call may go there. */
enum AddressKind {
    PUBLIC,
    /** Private networks (RFC 1918, RFC 4193), shared address space (RFC 6598) and benchmarks' (RFC 2544). */
    PRIVATE,
    LOOPBACK,
    /** Link-local, metadata services, multicast, unspecified and reserved: never. */
    FORBIDDEN;

    private static final byte[] LOCAL_NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 1};
    private static final byte[] TEREDO = {0x20, 0x01, 0, 0};
    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

    static AddressKind of(InetAddress address) {
        var plain = embedded(address);
        if (plain.isLoopbackAddress()) {
            return LOOPBACK;
        }
        if (plain.isLinkLocalAddress() || plain.isMulticastAddress() || plain.isAnyLocalAddress()) {
            return FORBIDDEN;
        }
        var bytes = plain.getAddress();
        return bytes.length == 4 ? ofV4(bytes) : ofV6(plain, bytes);
    }

    private static AddressKind ofV4(byte[] bytes) {
        var first = bytes[0] & 0xff;
        var second = bytes[1] & 0xff;
        if (first == 0 || first >= 240 || isMetadata(bytes)) {
            return FORBIDDEN;
        }
        var third = bytes[2] & 0xff;
        if (first == 192 && second == 0 && (third == 0 || third == 2)) {
            return FORBIDDEN;
        }
        var isPrivate = first == 10
                || (first == 198 && (second == 18 || second == 19))
                || (first == 172 && second >= 16 && second < 32)
                || (first == 192 && second == 168)
                || (first == 100 && second >= 64 && second < 128);
        return isPrivate ? PRIVATE : PUBLIC;
    }

    private static AddressKind ofV6(InetAddress address, byte[] bytes) {
        if (isMetadata(bytes) || isTranslated(bytes)) {
            return FORBIDDEN;
        }
        var uniqueLocal = (bytes[0] & 0xfe) == 0xfc;
        return uniqueLocal || address.isSiteLocalAddress() ? PRIVATE : PUBLIC;
    }

    /** Prefixes behind which an address stands that nobody can tell: local NAT64 (RFC 8215), Teredo, and ISATAP. */
    private static boolean isTranslated(byte[] bytes) {
        return Arrays.equals(bytes, 0, 6, LOCAL_NAT64, 0, 6)
                || Arrays.equals(bytes, 0, 4, TEREDO, 0, 4)
                || ((bytes[8] & 0xfd) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == (byte) 0xfe);
    }

    /** Metadata services outside of the link-local range: Azure's, Alibaba's and EC2's over IPv6. */
    private static boolean isMetadata(byte[] bytes) {
        return Arrays.equals(bytes, new byte[] {(byte) 168, 63, (byte) 129, 16})
                || Arrays.equals(bytes, new byte[] {100, 100, 100, (byte) 200})
                || Arrays.equals(
                        bytes,
                        new byte[] {(byte) 0xfd, 0, 0x0e, (byte) 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54});
    }

    /** The IPv4 address that an IPv6 one carries (NAT64, 6to4, IPv4-compatible), or the address itself. */
    private static InetAddress embedded(InetAddress address) {
        if (!(address instanceof Inet6Address v6) || v6.isLoopbackAddress() || v6.isAnyLocalAddress()) {
            return address;
        }
        var bytes = v6.getAddress();
        try {
            if (v6.isIPv4CompatibleAddress() || Arrays.equals(bytes, 0, 12, NAT64, 0, 12)) {
                return InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16));
            }
            if (bytes[0] == 0x20 && bytes[1] == 0x02) {
                return InetAddress.getByAddress(Arrays.copyOfRange(bytes, 2, 6));
            }
            return address;
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four bytes are an address", impossible);
        }
    }
}
