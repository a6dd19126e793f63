package io.aispm.api.chat.session;

import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.TraceId;
import io.aispm.contract.policy.PolicyQuestion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A turn that is about to begin.
 *
 * @param mostSessions in how many sessions of the agent turns may be open
 * @param mostTurns how many turns of the agent may be open; null for any number
 */
public record NewTurn(
        ConversationStore.Owner owner,
        SessionId session,
        TraceId trace,
        PolicyQuestion.Person person,
        Instant now,
        int mostSessions,
        @Nullable Integer mostTurns) {}
