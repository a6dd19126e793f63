package io.aispm.sdk;

/** One earlier message of a session, as it was let through; {@code role} is {@code user} or {@code agent}. */
public record HistoryEntry(String role, String text, String ts) {}
