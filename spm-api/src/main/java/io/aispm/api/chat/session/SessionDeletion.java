package io.aispm.api.chat.session;

import io.aispm.api.agent.AgentDeleted;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** An agent's conversations go with it, in the same transaction. */
@Component
class SessionDeletion {

    private final ConversationStore sessions;

    SessionDeletion(ConversationStore sessions) {
        this.sessions = sessions;
    }

    @EventListener
    void on(AgentDeleted deleted) {
        sessions.deleteOf(deleted.agentId());
    }
}
