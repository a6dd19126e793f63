package io.aispm.api.chat.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aispm.api.chat.session.ChatException;
import io.aispm.contract.chat.SessionId;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.springframework.util.unit.DataSize;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The body of a chat request, read leniently, so that what is wrong with it can be told in the contract's order. */
final class ChatRequest {

    /** Each byte of a message may take six in JSON. */
    private static final int MOST_ESCAPED = 6;

    private static final int ENVELOPE = 4_096;

    private final JsonNode message;
    private final JsonNode session;
    private final boolean isTooLarge;

    private ChatRequest(JsonNode message, JsonNode session, boolean isTooLarge) {
        this.message = message;
        this.session = session;
        this.isTooLarge = isTooLarge;
    }

    static ChatRequest read(InputStream body, JsonMapper json, DataSize mostMessage) throws IOException {
        var most = (int) mostMessage.toBytes() * MOST_ESCAPED + ENVELOPE;
        var bytes = body.readNBytes(most + 1);
        if (bytes.length > most) {
            return new ChatRequest(MissingNode.getInstance(), MissingNode.getInstance(), true);
        }
        try {
            var root = json.readTree(bytes);
            if (!root.isObject()) {
                throw ChatException.malformedBody();
            }
            var message = root.path("message");
            var large = message.isString() && message.asString().getBytes(UTF_8).length > mostMessage.toBytes();
            return new ChatRequest(message, root.path("session_id"), large);
        } catch (JacksonException malformed) {
            throw ChatException.malformedBody();
        }
    }

    boolean isTooLarge() {
        return isTooLarge;
    }

    /** The message; half a surrogate pair in it becomes the replacement character, as it is no text. */
    String message() {
        if (!message.isString() || message.asString().isBlank()) {
            throw ChatException.noMessage();
        }
        return new String(message.asString().getBytes(UTF_8), UTF_8);
    }

    /** The session that is named; empty where none is, or where the name is no UUID. */
    Optional<SessionId> session() {
        if (!session.isString()) {
            return Optional.empty();
        }
        try {
            return Optional.of(SessionId.of(session.asString()));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Whether a session is named by what can't be one. */
    boolean hasMalformedSession() {
        return !session.isMissingNode() && !session.isNull() && session().isEmpty();
    }
}
