package io.aispm.mcp.federation;

import io.aispm.mcp.tool.Course;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The one session with a tool server, which all calls of its tenant share; opened when needed, and again when it is gone. */
final class UpstreamSession {

    private static final Logger log = LoggerFactory.getLogger(UpstreamSession.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String VERSION = "2025-11-25";
    private static final String VERSION_HEADER = "MCP-Protocol-Version";
    private static final int METHOD_NOT_FOUND = -32601;

    private final StreamableHttp http;
    private final JsonMapper json;
    private final AtomicLong ids = new AtomicLong();
    private @Nullable Map<String, String> headers;

    UpstreamSession(StreamableHttp http, JsonMapper json) {
        this.http = http;
        this.json = json;
    }

    /** The result of a request. */
    JsonNode ask(String method, ObjectNode parameters, Course course) throws IOException {
        var session = opened(course);
        var answer = send(method, parameters, session, course);
        if (answer.sessionIsGone()) {
            // What was sent into a session that is gone was not done.
            answer = send(method, parameters, renewed(session, course), course);
        }
        if (answer.sessionIsGone() || answer.message() == null) {
            throw UpstreamException.failed("The tool server takes no requests.");
        }
        return result(answer.message());
    }

    private StreamableHttp.Answer send(String method, ObjectNode parameters, Map<String, String> session, Course course)
            throws IOException {
        var id = ids.incrementAndGet();
        parameters.putObject("_meta").put("progressToken", id);
        var message = message(method, parameters).put("id", id);
        course.onCancel(() -> tellCancelled(id, session));
        return http.send(message, session, course, other -> take(other, id, session, course));
    }

    /** Progress is told on; whatever a server asks of its client, nobody here does. */
    private void take(JsonNode message, long id, Map<String, String> session, Course course) throws IOException {
        var parameters = message.path("params");
        if (message.path("method").asString("").equals("notifications/progress")) {
            if (parameters.path("progressToken").asLong(-1) == id) {
                var total = parameters.path("total");
                course.report(
                        parameters.path("progress").asDouble(0), total.isNumber() ? total.asDouble() : null, null);
            }
            return;
        }
        if (message.has("method") && message.has("id")) {
            var refusal = json.createObjectNode().put("jsonrpc", "2.0");
            refusal.set("id", message.path("id"));
            if (message.path("method").asString("").equals("ping")) {
                refusal.putObject("result");
            } else {
                refusal.putObject("error").put("code", METHOD_NOT_FOUND).put("message", "Not supported.");
            }
            http.send(refusal, session, Course.within(PATIENCE), _ -> {});
        }
    }

    private synchronized Map<String, String> opened(Course course) throws IOException {
        var there = headers;
        if (there == null) {
            there = open(course);
            headers = there;
        }
        return there;
    }

    private synchronized Map<String, String> renewed(Map<String, String> gone, Course course) throws IOException {
        if (gone.equals(headers)) {
            headers = null;
        }
        return opened(course);
    }

    private Map<String, String> open(Course course) throws IOException {
        var parameters = json.createObjectNode().put("protocolVersion", VERSION);
        parameters.putObject("capabilities");
        parameters.putObject("clientInfo").put("name", "aispm").put("version", "1.0.0");
        var message = message("initialize", parameters).put("id", ids.incrementAndGet());
        var answer = http.send(message, Map.of(), course, _ -> {});
        var welcome = answer.message() == null ? null : result(answer.message());
        if (welcome == null) {
            throw UpstreamException.failed("The tool server does not open a session.");
        }
        var opened = new LinkedHashMap<String, String>();
        opened.put(VERSION_HEADER, welcome.path("protocolVersion").asString(VERSION));
        if (answer.session() != null) {
            opened.put(StreamableHttp.SESSION, answer.session());
        }
        http.send(message("notifications/initialized", json.createObjectNode()), opened, course, _ -> {});
        return Map.copyOf(opened);
    }

    private void tellCancelled(long id, Map<String, String> session) {
        Thread.ofVirtual().name("tool-cancelled").start(() -> {
            try {
                var parameters = json.createObjectNode().put("requestId", id);
                http.send(message("notifications/cancelled", parameters), session, Course.within(PATIENCE), _ -> {});
            } catch (IOException untold) {
                log.atDebug().setCause(untold).log("A tool server can't be told that nobody wants its answer");
            }
        });
    }

    private ObjectNode message(String method, ObjectNode parameters) {
        var message = json.createObjectNode().put("jsonrpc", "2.0").put("method", method);
        message.set("params", parameters);
        return message;
    }

    private static JsonNode result(JsonNode message) throws UpstreamException {
        if (message.has("error")) {
            throw UpstreamException.refused("The tool server refused the call (code "
                    + message.path("error").path("code").asInt(0) + ").");
        }
        return message.path("result");
    }
}
