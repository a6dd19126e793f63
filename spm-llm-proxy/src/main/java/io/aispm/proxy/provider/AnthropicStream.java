package io.aispm.proxy.provider;

import io.aispm.proxy.LlmException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads the events of a streamed answer of Anthropic's Messages API, one for each that is asked for. */
final class AnthropicStream implements Chunks {

    private final ServerSentEvents events;
    private final JsonMapper json;
    private final boolean wantsUsage;
    private final long created;
    private final Queue<Chunk> ready = new ArrayDeque<>();
    private Completion completion;
    private Usage usage = new Usage(0, 0, 0, 0);
    private String finishReason = "stop";
    private int toolCalls;
    private boolean argumentsPending;
    private boolean ended;

    AnthropicStream(ServerSentEvents events, JsonMapper json, String model, boolean wantsUsage, long created) {
        this.events = events;
        this.json = json;
        this.wantsUsage = wantsUsage;
        this.created = created;
        this.completion = new Completion("", model, created);
    }

    @Override
    public @Nullable Chunk next() throws IOException {
        while (ready.isEmpty() && !ended) {
            var data = events.next();
            if (data == null) {
                throw LlmException.upstream("The model's provider broke off its answer.");
            }
            take(read(data));
        }
        return ready.poll();
    }

    private JsonNode read(String data) {
        try {
            return json.readTree(data);
        } catch (JacksonException malformed) {
            throw LlmException.upstream("The model's provider sent an event that can't be read.", malformed);
        }
    }

    private void take(JsonNode event) {
        switch (event.path("type").stringValue("")) {
            case "message_start" -> begin(event.path("message"));
            case "content_block_start" -> beginBlock(event.path("content_block"));
            case "content_block_delta" -> delta(event.path("delta"));
            case "content_block_stop" -> endBlock();
            case "message_delta" -> {
                finishReason = AnthropicAnswers.finishReason(
                        event.path("delta").path("stop_reason").stringValue(""));
                usage = merged(usage, event.path("usage"));
            }
            case "message_stop" -> end();
            case "error" -> throw LlmException.upstream("The model's provider failed while it answered.");
            default -> {}
        }
    }

    private void begin(JsonNode message) {
        completion = new Completion(
                message.path("id").stringValue(""), message.path("model").stringValue(""), created);
        usage = AnthropicAnswers.usage(message.path("usage"));
        ready.add(completion.begin());
    }

    private void beginBlock(JsonNode block) {
        if ("tool_use".equals(block.path("type").stringValue(""))) {
            ready.add(completion.toolCall(
                    toolCalls,
                    block.path("id").stringValue(""),
                    block.path("name").stringValue(""),
                    ""));
            toolCalls++;
            argumentsPending = true;
        } else if ("redacted_thinking".equals(block.path("type").stringValue(""))) {
            ready.add(completion.thought(block));
        } else if (!block.path("text").stringValue("").isEmpty()) {
            ready.add(completion.text(block.path("text").stringValue()));
        }
    }

    private void delta(JsonNode delta) {
        switch (delta.path("type").stringValue("")) {
            case "text_delta" -> ready.add(completion.text(delta.path("text").stringValue("")));
            case "thinking_delta" ->
                ready.add(completion.reasoning(delta.path("thinking").stringValue("")));
            case "signature_delta" -> {
                var signed = JsonNodeFactory.instance.objectNode().put("type", "thinking");
                signed.set("signature", delta.path("signature"));
                ready.add(completion.thought(signed));
            }
            case "input_json_delta" -> {
                var part = delta.path("partial_json").stringValue("");
                if (!part.isEmpty()) {
                    argumentsPending = false;
                    ready.add(completion.toolArguments(toolCalls - 1, part));
                }
            }
            default -> {}
        }
    }

    /** A call without arguments sends none; in OpenAI's shape they are an empty object. */
    private void endBlock() {
        if (argumentsPending) {
            argumentsPending = false;
            ready.add(completion.toolArguments(toolCalls - 1, "{}"));
        }
    }

    private void end() {
        ended = true;
        ready.add(completion.finish(finishReason));
        ready.add(completion.usage(usage, wantsUsage));
    }

    /** The last word on usage counts all output; what it leaves out stays as the first word said. */
    private static Usage merged(Usage first, JsonNode last) {
        var prompt = last.path("input_tokens").asLong(0) > 0 ? AnthropicAnswers.usage(last) : first;
        return new Usage(
                prompt.prompt(),
                last.path("output_tokens").asLong(first.completion()),
                prompt.cacheRead(),
                prompt.cacheWrite());
    }
}
