package io.aispm.proxy.provider;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One event of a streamed answer, in OpenAI's shape.
 *
 * @param raw the same as the provider wrote it, where it speaks OpenAI's dialect
 * @param forAgent false for what only the record needs, as a usage that the agent did not ask for
 */
public record Chunk(ObjectNode json, @Nullable String raw, boolean forAgent) {

    static Chunk made(ObjectNode json) {
        return new Chunk(json, null, true);
    }
}
