package io.aispm.stack.command;

import tools.jackson.databind.JsonNode;

/** One row of activity as a line for people. */
final class ActivityRow {

    private static final int WIDTH = 100;

    private ActivityRow() {}

    static String line(JsonNode row) {
        var kind = row.path("kind").asString();
        var what = switch (kind) {
            case "chat" ->
                "%-5s %s"
                        .formatted(row.path("role").asString(), row.path("text").asString());
            case "tool_call" -> "%s %s".formatted(row.path("tool").asString(), outcome(row));
            case "llm_call" ->
                "%s, %d + %d tokens %s"
                        .formatted(
                                row.path("model").asString(),
                                row.path("prompt_tokens").asInt(0),
                                row.path("completion_tokens").asInt(0),
                                outcome(row));
            case "agent_log" -> row.path("message").asString();
            default -> row.path("decision").asString(row.path("verdict").asString(outcome(row)));
        };
        return "%s  %-16s %s".formatted(row.path("ts").asString(), kind, shortened(what));
    }

    private static String outcome(JsonNode row) {
        return row.path("ok").asBoolean(true)
                ? "ok"
                : "failed: " + row.path("error").asString("");
    }

    private static String shortened(String text) {
        var line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…";
    }
}
