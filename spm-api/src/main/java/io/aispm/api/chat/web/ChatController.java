package io.aispm.api.chat.web;

import io.aispm.api.agent.Agent;
import io.aispm.api.agent.Agents;
import io.aispm.api.chat.session.ChatException;
import io.aispm.api.chat.session.ConversationStore;
import io.aispm.api.chat.session.TurnAllowances;
import io.aispm.api.chat.turn.ChatProperties;
import io.aispm.api.chat.turn.TurnOpening;
import io.aispm.api.chat.turn.Turns;
import io.aispm.api.identity.Allowed;
import io.aispm.api.identity.Principal;
import io.aispm.api.identity.Role;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.RuntimeState;
import io.aispm.contract.chat.SessionId;
import io.aispm.kit.id.Ids;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Takes a person's message to an agent, and streams what becomes of it. */
@RestController
class ChatController {

    private final Agents agents;
    private final ConversationStore sessions;
    private final TurnAllowances allowances;
    private final TurnOpening opening;
    private final Turns turns;
    private final ChatProperties properties;
    private final JsonMapper json;
    private final Ids ids;

    ChatController(
            Agents agents,
            ConversationStore sessions,
            TurnAllowances allowances,
            TurnOpening opening,
            Turns turns,
            ChatProperties properties,
            JsonMapper json,
            Ids ids) {
        this.agents = agents;
        this.sessions = sessions;
        this.allowances = allowances;
        this.opening = opening;
        this.turns = turns;
        this.properties = properties;
        this.json = json;
        this.ids = ids;
    }

    @PostMapping("/api/spm/agents/{id}/chat")
    @Allowed({Role.ADMIN, Role.OPERATOR, Role.USER})
    void chat(Principal person, @PathVariable AgentId id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var agent = agents.require(person.tenant(), id);
        var asked = ChatRequest.read(request.getInputStream(), json, properties.maxMessage());
        var owner = new ConversationStore.Owner(person.tenant(), id, person.sub());
        check(asked, owner, agent);
        var session = asked.session().orElseGet(() -> new SessionId(ids.next()));
        var opened = opening.open(agent, person.person(), session, asked.message());
        try (var reader = new LivelyReader(new SseReader(response, json), properties.pingEvery())) {
            turns.take(opened.turn(), opened.reading(), reader);
        }
    }

    /** In the contract's order: whose session, what is wrong with the body, the agent's state, the limits. */
    private void check(ChatRequest asked, ConversationStore.Owner owner, Agent agent) {
        asked.session()
                .ifPresent(session -> sessions.owner(session)
                        .filter(known -> !known.equals(owner))
                        .ifPresent(_ -> {
                            throw ChatException.unknownSession(session);
                        }));
        if (!asked.isTooLarge()) {
            asked.message();
        }
        if (asked.hasMalformedSession()) {
            throw ChatException.malformedSession();
        }
        if (agent.runtimeState() != RuntimeState.RUNNING) {
            throw ChatException.notRunning(agent.runtimeState());
        }
        if (agent.stopping()) {
            throw ChatException.notRunning(RuntimeState.STOPPED);
        }
        if (asked.isTooLarge()) {
            throw ChatException.tooLarge(properties.maxMessage());
        }
        if (!allowances.take(owner.tenant(), owner.user())) {
            throw ChatException.rateLimited(properties.turnsPerMinute());
        }
    }
}
