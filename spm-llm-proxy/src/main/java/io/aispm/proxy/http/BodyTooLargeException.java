package io.aispm.proxy.http;

import java.io.IOException;

/** A request's body has more bytes than its handler takes. */
public final class BodyTooLargeException extends IOException {

    BodyTooLargeException(long most) {
        super("the body has more than " + most + " bytes");
    }
}
