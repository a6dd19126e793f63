package io.aispm.localmodel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A chat completion as it was asked for, checked. */
record ChatRequest(List<Message> messages, Sampling sampling, boolean stream, boolean includeUsage) {

    private static final int DEFAULT_MAX_TOKENS = 512;

    /** One turn of the conversation; the role is one that the template knows. */
    record Message(String role, String text) {}

    static ChatRequest of(JsonNode body, String servedModel) throws RequestRefusedException {
        if (!body.isObject()) {
            throw RequestRefusedException.invalid(null, "The body must be a JSON object.");
        }
        var model = body.path("model").asString("");
        if (!model.isEmpty() && !model.equals("default") && !model.equals(servedModel)) {
            throw RequestRefusedException.unknownModel(model);
        }
        if (number(body, "n", 1, 1, 128) != 1) {
            throw RequestRefusedException.invalid("n", "Only one choice can be generated.");
        }
        return new ChatRequest(
                messages(body.path("messages")),
                sampling(body),
                body.path("stream").asBoolean(false),
                body.path("stream_options").path("include_usage").asBoolean(false));
    }

    private static List<Message> messages(JsonNode array) throws RequestRefusedException {
        if (!array.isArray() || array.isEmpty()) {
            throw RequestRefusedException.invalid("messages", "`messages` must be a list of at least one message.");
        }
        var messages = new ArrayList<Message>();
        for (var message : array) {
            messages.add(new Message(role(message.path("role").asString("")), text(message.path("content"))));
        }
        return List.copyOf(messages);
    }

    private static String role(String role) throws RequestRefusedException {
        return switch (role) {
            case "system", "developer" -> "system";
            case "user", "tool", "function" -> "user";
            case "assistant" -> "assistant";
            default ->
                throw RequestRefusedException.invalid("messages", "A message has the unknown role `" + role + "`.");
        };
    }

    private static String text(JsonNode content) throws RequestRefusedException {
        if (content.isString()) {
            return content.asString();
        }
        if (content.isNull() || content.isMissingNode()) {
            return "";
        }
        if (!content.isArray()) {
            throw RequestRefusedException.invalid("messages", "A message's `content` must be text.");
        }
        var text = new StringBuilder();
        for (var part : content) {
            if (!part.path("type").asString("").equals("text")) {
                throw RequestRefusedException.invalid("messages", "This model reads text only.");
            }
            text.append(part.path("text").asString(""));
        }
        return text.toString();
    }

    private static Sampling sampling(JsonNode body) throws RequestRefusedException {
        var limit = body.hasNonNull("max_completion_tokens") ? "max_completion_tokens" : "max_tokens";
        return new Sampling(
                (int) number(body, limit, DEFAULT_MAX_TOKENS, 1, Integer.MAX_VALUE),
                (float) number(body, "temperature", 0.7, 0, 2),
                (float) number(body, "top_p", 0.95, 0, 1),
                stops(body.path("stop")),
                seed(body.path("seed")));
    }

    private static double number(JsonNode body, String name, double otherwise, double least, double most)
            throws RequestRefusedException {
        var value = body.path(name);
        if (value.isNull() || value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isNumber() || value.asDouble() < least || value.asDouble() > most) {
            throw RequestRefusedException.invalid(name, "`%s` must be a number in its range.".formatted(name));
        }
        return value.asDouble();
    }

    private static List<String> stops(JsonNode stop) throws RequestRefusedException {
        if (stop.isNull() || stop.isMissingNode()) {
            return List.of();
        }
        var stops = new ArrayList<String>();
        for (var word : stop.isArray() ? stop.values() : List.of(stop)) {
            if (!word.isString()) {
                throw RequestRefusedException.invalid("stop", "`stop` must be a text or a list of texts.");
            }
            stops.add(word.asString());
        }
        stops.removeIf(String::isEmpty);
        return stops;
    }

    private static @Nullable Integer seed(JsonNode seed) throws RequestRefusedException {
        if (seed.isNull() || seed.isMissingNode()) {
            return null;
        }
        if (!seed.isIntegralNumber()) {
            throw RequestRefusedException.invalid("seed", "`seed` must be a whole number.");
        }
        return Long.hashCode(seed.asLong());
    }
}
