package io.aispm.mcp.protocol;

import io.aispm.contract.call.CallContext;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;

/**
 * Who sent a message.
 *
 * @param requestId the message's id, empty where it is no request
 */
record Caller(CallContext context, String requestId) {

    static final String CONTEXT = "aispm.call";

    /** The request's attribute for the id of its message. */
    static final String REQUEST_ID = Caller.class.getName() + ".request";

    static McpTransportContext contextOf(HttpServletRequest request) {
        var id = request.getAttribute(REQUEST_ID);
        var caller = new Caller(CallerFilter.callerOf(request), id == null ? "" : id.toString());
        return McpTransportContext.create(Map.of(CONTEXT, caller));
    }

    static Caller of(McpAsyncServerExchange exchange) {
        if (exchange.transportContext().get(CONTEXT) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("a message came in without its caller");
    }
}
