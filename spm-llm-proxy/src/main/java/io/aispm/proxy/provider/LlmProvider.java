package io.aispm.proxy.provider;

import java.io.IOException;
import okio.BufferedSource;
import tools.jackson.databind.node.ObjectNode;

/** One dialect in which a model provider is spoken to. Stateless. */
public interface LlmProvider {

    /** The chat completion as the provider takes it. */
    UpstreamRequest chat(ChatRequest request, Destination destination);

    /** The provider's whole answer in OpenAI's shape. */
    ObjectNode answer(ObjectNode whole, Destination destination);

    /** The provider's streamed answer in OpenAI's shape. */
    Chunks chunks(BufferedSource body, ChatRequest request, Destination destination) throws IOException;

    /** The embeddings call as the provider takes it; a provider without embeddings refuses. */
    UpstreamRequest embeddings(ObjectNode body, Destination destination);

    /** The provider's embeddings in OpenAI's shape. */
    ObjectNode embedded(ObjectNode whole, Destination destination);
}
