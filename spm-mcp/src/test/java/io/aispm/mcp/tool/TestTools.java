package io.aispm.mcp.tool;

import io.aispm.contract.call.CallContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Tools for tests. */
final class TestTools {

    private TestTools() {}

    static final class Echo implements Tool {

        @Override
        public String name() {
            return "echo";
        }

        @Override
        public String description() {
            return "Says it back.";
        }

        @Override
        public Map<String, Object> inputSchema() {
            return Map.of(
                    "type", "object",
                    "properties", Map.of("text", Map.of("type", "string")),
                    "required", List.of("text"));
        }

        @Override
        public Map<String, Object> outputSchema() {
            return inputSchema();
        }

        @Override
        public ToolAnswer call(Map<String, @Nullable Object> arguments, CallContext context, Course course) {
            return new ToolAnswer.Answered(Map.of("text", String.valueOf(arguments.get("text"))), true);
        }
    }

    static final class Explode implements Tool {

        @Override
        public String name() {
            return "explode";
        }

        @Override
        public String description() {
            return "Fails.";
        }

        @Override
        public Map<String, Object> inputSchema() {
            return Map.of("type", "object");
        }

        @Override
        public Map<String, Object> outputSchema() {
            return Map.of("type", "object");
        }

        @Override
        public ToolAnswer call(Map<String, @Nullable Object> arguments, CallContext context, Course course) {
            throw new IllegalStateException("a defect with a secret in it");
        }
    }

    /** A tool that a test makes up. */
    record Made(String name, BiFunction<Map<String, @Nullable Object>, Duration, ToolAnswer> work) implements Tool {

        @Override
        public String description() {
            return "Made up.";
        }

        @Override
        public Map<String, Object> inputSchema() {
            return Map.of("type", "object");
        }

        @Override
        public Map<String, Object> outputSchema() {
            return Map.of("type", "object");
        }

        @Override
        public ToolAnswer call(Map<String, @Nullable Object> arguments, CallContext context, Course course) {
            return work.apply(arguments, course.left());
        }
    }
}
