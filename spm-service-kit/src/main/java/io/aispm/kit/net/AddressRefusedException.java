package io.aispm.kit.net;

import java.net.UnknownHostException;

/** A call was kept from an address that it must never reach. The message names the host, never what it resolved to. */
public final class AddressRefusedException extends UnknownHostException {

    AddressRefusedException(String host) {
        super("The address of '" + host + "' is not allowed");
    }
}
