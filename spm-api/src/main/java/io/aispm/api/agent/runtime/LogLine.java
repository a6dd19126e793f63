package io.aispm.api.agent.runtime;

import java.time.Instant;

/** One line that an agent wrote; {@code stream} is {@code stdout} or {@code stderr}. */
public record LogLine(Instant ts, String stream, String text) {}
