package io.aispm.api.chat.session;

import io.aispm.contract.lineage.TraceId;
import java.time.Instant;
import java.util.UUID;

/** What was said in a conversation, without what may not be kept. */
public record Message(UUID id, String role, String text, Instant ts, TraceId trace, String verdict) {}
