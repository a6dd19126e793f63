package io.aispm.proxy.screen;

import io.aispm.guard.redact.Redactor;
import io.aispm.proxy.LlmException;
import io.aispm.proxy.usage.TokenEstimate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What embeddings are to be made of: texts, or lists of tokens, which nobody here can read. */
public record EmbeddingsInput(ObjectNode body) {

    /** Takes a body that has an input. */
    public static EmbeddingsInput of(ObjectNode body) {
        var input = body.path("input");
        if (!input.isString() && (!input.isArray() || input.isEmpty())) {
            throw LlmException.invalid("input", "`input` is required: a text or a list.");
        }
        return new EmbeddingsInput(body);
    }

    private Stream<JsonNode> all() {
        var input = body.path("input");
        return input.isString() ? Stream.of(input) : input.valueStream();
    }

    /** All that is text in it. */
    String text() {
        return all().filter(JsonNode::isString).map(JsonNode::stringValue).collect(Collectors.joining("\n"));
    }

    /** How many tokens it has, at a guess. */
    public long tokens() {
        return all().mapToLong(one -> one.isString() ? TokenEstimate.of(one.stringValue()) : Math.max(1, one.size()))
                .sum();
    }

    /** The same without what may not leave. */
    public EmbeddingsInput redacted(Clearance clearance) {
        if (clearance.redact().isEmpty()) {
            return this;
        }
        var redactor = Redactor.of(clearance.redact());
        var changed = body.deepCopy();
        if (body.path("input").isString()) {
            changed.put(
                    "input", redactor.redact(body.path("input").stringValue()).text());
            return new EmbeddingsInput(changed);
        }
        var input = changed.putArray("input");
        all().map(one -> one.isString()
                        ? JsonNodeFactory.instance.stringNode(
                                redactor.redact(one.stringValue()).text())
                        : one)
                .forEach(input::add);
        return new EmbeddingsInput(changed);
    }
}
