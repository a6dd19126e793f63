package io.aispm.proxy.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Lets a request be asked whether its caller has closed the connection, which servlets can only find out by writing.
 * Tomcat answers a look for more input with "1" where the connection is at its end, and with 0 while it is silent; a
 * caller that sends its next request meanwhile makes more than that available.
 */
final class ConnectionValve extends ValveBase {

    private static final String GONE = ConnectionValve.class.getName() + ".gone";
    private static final int AT_ITS_END = 1;

    ConnectionValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        request.setAttribute(GONE, (BooleanSupplier) () -> isAtItsEnd(request.getCoyoteRequest()));
        getNext().invoke(request, response);
    }

    private static boolean isAtItsEnd(org.apache.coyote.Request request) {
        request.action(ActionCode.AVAILABLE, true);
        return request.getAvailable() == AT_ITS_END;
    }

    /** Whether the caller of a request has closed its connection; to be asked once the body was read. */
    static BooleanSupplier gone(HttpServletRequest request) {
        return request.getAttribute(GONE) instanceof BooleanSupplier gone ? gone : () -> false;
    }
}
