package io.aispm.proxy.provider;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a call took, in tokens.
 *
 * @param prompt all that went in, what came from or went to the provider's cache too
 * @param cacheRead the part of {@code prompt} that came from its cache
 * @param cacheWrite the part of {@code prompt} that went to its cache
 */
public record Usage(long prompt, long completion, long cacheRead, long cacheWrite) {

    /** What a provider of OpenAI's shape reports. */
    public static Usage ofOpenAi(JsonNode usage) {
        return new Usage(
                usage.path("prompt_tokens").asLong(0),
                usage.path("completion_tokens").asLong(0),
                usage.path("prompt_tokens_details").path("cached_tokens").asLong(0),
                usage.path("cache_creation_input_tokens").asLong(0));
    }

    /** The usage in OpenAI's shape. */
    ObjectNode toOpenAi() {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("prompt_tokens", prompt);
        node.put("completion_tokens", completion);
        node.put("total_tokens", prompt + completion);
        node.putObject("prompt_tokens_details").put("cached_tokens", cacheRead);
        if (cacheWrite > 0) {
            node.put("cache_creation_input_tokens", cacheWrite);
        }
        return node;
    }
}
