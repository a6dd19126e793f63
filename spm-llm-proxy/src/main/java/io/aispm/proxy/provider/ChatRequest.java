package io.aispm.proxy.provider;

import io.aispm.proxy.LlmException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A chat completion that an agent asks for, in OpenAI's form. Fields that nobody here knows stay in its body. */
public record ChatRequest(ObjectNode body) {

    /** Takes a body whose fields have the form that every dialect needs. */
    public static ChatRequest of(ObjectNode body) {
        var messages = body.path("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            throw LlmException.invalid("messages", "`messages` is required: a list of at least one message.");
        }
        for (var index = 0; index < messages.size(); index++) {
            if (!messages.path(index).path("role").isString()) {
                throw LlmException.invalid(
                        "messages[" + index + "]", "`messages[" + index + "]` must be a message with a `role`.");
            }
        }
        requireOrAbsent(body, "model", body.path("model").isString(), "a text");
        requireOrAbsent(body, "stream", body.path("stream").isBoolean(), "true or false");
        requireOrAbsent(body, "tools", body.path("tools").isArray(), "a list");
        return new ChatRequest(body);
    }

    private static void requireOrAbsent(ObjectNode body, String name, boolean fits, String what) {
        if (given(body.path(name)) && !fits) {
            throw LlmException.invalid(name, "`" + name + "` must be " + what + ".");
        }
    }

    static boolean given(JsonNode node) {
        return !node.isMissingNode() && !node.isNull();
    }

    /** The model the agent asks for, if any. */
    public @Nullable String model() {
        return body.path("model").stringValue(null);
    }

    /** Whether the answer is to come in events. */
    public boolean stream() {
        return body.path("stream").booleanValue(false);
    }

    /** Whether the events are to end with the usage. */
    public boolean wantsUsage() {
        return body.path("stream_options").path("include_usage").booleanValue(false);
    }

    /** The conversation. */
    public ArrayNode messages() {
        return (ArrayNode) body.path("messages");
    }

    /** How many tokens the answer may have, by either of its two names; null where the agent doesn't say. */
    public @Nullable JsonNode maxTokens() {
        for (var name : new String[] {"max_completion_tokens", "max_tokens"}) {
            if (body.path(name).isNumber()) {
                return body.path(name);
            }
        }
        return null;
    }

    /** Refuses what a dialect lacks and what can't be left out without changing the answer's meaning. */
    void refuseUnsupported(String provider) {
        if (body.path("n").asInt(1) > 1) {
            throw LlmException.unsupported("n", provider + " gives one choice per call.");
        }
        if (body.path("logprobs").booleanValue(false)) {
            throw LlmException.unsupported("logprobs", provider + " gives no `logprobs`.");
        }
        if (!body.path("functions").isEmpty()) {
            throw LlmException.unsupported("functions", provider + " takes `tools`, not `functions`.");
        }
        if (given(body.path("audio"))) {
            throw LlmException.unsupported("audio", provider + " gives no audio.");
        }
    }
}
