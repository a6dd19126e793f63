package io.aispm.proxy.usage;

import io.aispm.proxy.provider.ChatRequest;
import io.aispm.proxy.provider.Content;
import tools.jackson.databind.JsonNode;

/** Guesses tokens where nobody counted them: four bytes each, as is usual for English. */
public final class TokenEstimate {

    private static final int BYTES_PER_TOKEN = 4;
    private static final int PER_MESSAGE = 4;
    private static final int PER_IMAGE = 85;

    private TokenEstimate() {}

    /** The tokens of a text. */
    public static long of(CharSequence text) {
        return ofBytes(bytes(text));
    }

    /** The tokens of what an agent sends to a model. */
    public static long of(ChatRequest request) {
        long tokens = 0;
        for (var message : request.messages().values()) {
            tokens += PER_MESSAGE + of(Content.text(message.path("content")));
            tokens += toolCalls(message) + images(message.path("content"));
        }
        for (var tool : request.body().path("tools").values()) {
            tokens += of(tool.path("function").toString());
        }
        return tokens;
    }

    private static long toolCalls(JsonNode message) {
        long tokens = 0;
        for (var call : message.path("tool_calls").values()) {
            tokens += of(call.path("function").path("arguments").stringValue(""));
        }
        return tokens;
    }

    private static long images(JsonNode content) {
        return content.isArray()
                ? PER_IMAGE
                        * content.valueStream()
                                .filter(part -> part.has("image_url"))
                                .count()
                : 0;
    }

    private static long ofBytes(long bytes) {
        return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
    }

    private static long bytes(CharSequence text) {
        long bytes = 0;
        for (var index = 0; index < text.length(); index++) {
            var unit = text.charAt(index);
            bytes += unit < 0x80 ? 1 : unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
        }
        return bytes;
    }
}
