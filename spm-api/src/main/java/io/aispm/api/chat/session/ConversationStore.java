package io.aispm.api.chat.session;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.chat.SessionId;
import io.aispm.kit.page.Page;
import io.aispm.kit.page.PageRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps conversations. */
public interface ConversationStore {

    /** Whose conversation it is, if there is one of that name. */
    Optional<Owner> owner(SessionId session);

    /** An agent's conversations, those that began last first; with a user, only theirs. */
    Page<Session> list(TenantId tenant, AgentId agent, @Nullable String user, PageRequest page);

    /** All that was said, in the order in which it was said. */
    Page<Message> messages(SessionId session, PageRequest page);

    /**
     * What was said last and let through, in the order in which it was said.
     *
     * @param withOpen whether turns count that have not ended
     */
    List<Message> letThrough(SessionId session, int most, boolean withOpen);

    /** Binds a conversation to its owner and opens a turn in it. */
    Opening open(NewTurn turn);

    /** Deletes all of an agent's conversations. */
    void deleteOf(AgentId agent);

    /** To whom a conversation belongs: for ever to one agent, one tenant and one user. */
    record Owner(TenantId tenant, AgentId agent, String user) {}
}
