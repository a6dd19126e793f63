package io.aispm.proxy.web;

import io.aispm.proxy.LlmException;
import io.aispm.proxy.ProxyProperties;
import io.aispm.proxy.usage.CallerGoneException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads bodies up to the size that is allowed. */
@Component
class RequestBodies {

    private final JsonMapper json;
    private final int most;

    RequestBodies(JsonMapper json, ProxyProperties limits) {
        this.json = json;
        this.most = Math.toIntExact(limits.maxRequest().toBytes());
    }

    /** The JSON object that a body is. */
    ObjectNode object(HttpServletRequest request) {
        if (request.getContentLengthLong() > most) {
            throw LlmException.tooLarge(most);
        }
        try {
            var bytes = request.getInputStream().readNBytes(most + 1);
            if (bytes.length > most) {
                throw LlmException.tooLarge(most);
            }
            if (json.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
            throw LlmException.malformed();
        } catch (IOException gone) {
            throw new CallerGoneException(gone);
        } catch (JacksonException malformed) {
            throw LlmException.malformed();
        }
    }
}
