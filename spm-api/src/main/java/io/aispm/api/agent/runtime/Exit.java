package io.aispm.api.agent.runtime;

/** How an agent's process ended: its code (128 and the signal's number when one ended it) and a few words, {@code exit code 1}. */
public record Exit(int code, String reason) {}
