package io.aispm.proxy.web;

import io.aispm.proxy.LlmException;
import io.aispm.proxy.http.BodyTooLargeException;
import io.aispm.proxy.http.Exchange;
import io.aispm.proxy.usage.CallerGoneException;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads bodies up to the size that is allowed. */
final class RequestBodies {

    private final JsonMapper json;
    private final int most;

    /** Bodies of at most so many bytes. */
    RequestBodies(JsonMapper json, int most) {
        this.json = json;
        this.most = most;
    }

    /** The JSON object that a body is. */
    ObjectNode object(Exchange request) {
        try {
            if (json.readTree(request.body(most)) instanceof ObjectNode object) {
                return object;
            }
            throw LlmException.malformed();
        } catch (BodyTooLargeException tooLarge) {
            throw LlmException.tooLarge(most);
        } catch (IOException gone) {
            throw new CallerGoneException(gone);
        } catch (JacksonException malformed) {
            throw LlmException.malformed();
        }
    }
}
