package io.aispm.mcp.protocol;

import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpMethod;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The endpoint. A {@code tools/call} without a session, as the aispm SDK sends it, is answered at once; all else is the
 * SDK's.
 */
final class McpServlet extends HttpServlet {

    static final int MAX_BODY_BYTES = 1024 * 1024;

    private static final long serialVersionUID = 1L;

    private final transient HttpServletStreamableServerTransportProvider protocol;
    private final transient BareCalls bare;
    private final transient JsonMapper json;

    McpServlet(HttpServletStreamableServerTransportProvider protocol, BareCalls bare, JsonMapper json) {
        this.protocol = protocol;
        this.bare = bare;
        this.json = json;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (!HttpMethod.POST.matches(request.getMethod())) {
            protocol.service(request, response);
            return;
        }
        var body = request.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            bare.refuse(
                    response,
                    HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
                    BareCalls.INVALID_REQUEST,
                    "The message is larger than " + MAX_BODY_BYTES + " bytes.");
            return;
        }
        JsonNode message;
        try {
            message = json.readTree(body);
        } catch (JacksonException malformed) {
            bare.refuse(response, HttpServletResponse.SC_BAD_REQUEST, BareCalls.PARSE_ERROR, "The message is no JSON.");
            return;
        }
        if (!message.isObject()) {
            bare.refuse(
                    response,
                    HttpServletResponse.SC_BAD_REQUEST,
                    BareCalls.INVALID_REQUEST,
                    "The message must be one JSON object.");
            return;
        }
        var bareCall = request.getHeader(CallerFilter.SESSION) == null
                && "tools/call".equals(message.path("method").asString(""));
        if (bareCall) {
            bare.answer(message, CallerFilter.callerOf(request), response);
            return;
        }
        var id = message.get("id");
        if (id != null && message.has("method")) {
            request.setAttribute(Caller.REQUEST_ID, id.asString());
        }
        protocol.service(new ReadRequest(request, body), response);
    }

    @Override
    public void destroy() {
        protocol.destroy();
    }
}
