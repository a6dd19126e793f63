package io.aispm.api.chat.session;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.chat.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A conversation of one user with one agent. */
public record Session(
        SessionId id,
        AgentId agent,
        String user,
        Instant startedAt,
        @Nullable Instant lastMessageAt,
        int messageCount) {}
