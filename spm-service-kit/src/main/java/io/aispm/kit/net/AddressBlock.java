package io.aispm.kit.net;

import java.net.InetAddress;
import java.util.Optional;

/** A range of addresses in CIDR notation; a single address is a block of one. */
record AddressBlock(InetAddress network, int prefix) {

    /** Reads a block; empty where the text is a host's name. */
    static Optional<AddressBlock> parse(String text) {
        var parts = text.strip().split("/", 2);
        if (!parts[0].matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            return Optional.empty();
        }
        var network = InetAddress.ofLiteral(parts[0]);
        var bits = network.getAddress().length * Byte.SIZE;
        var prefix = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("SPM_ALLOWED_PRIVATE_HOSTS: '" + text + "' is no block of addresses");
        }
        return Optional.of(new AddressBlock(network, prefix));
    }

    boolean contains(InetAddress address) {
        var ours = network.getAddress();
        var theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (var bit = 0; bit < prefix; bit++) {
            var mask = 0x80 >> (bit % Byte.SIZE);
            if ((ours[bit / Byte.SIZE] & mask) != (theirs[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }
}
