package io.aispm.sdk;

/** A tool that a model wants called; {@code arguments} is a JSON object as the model wrote it, so it may be malformed. */
public record ToolCall(String id, String name, String arguments) {}
