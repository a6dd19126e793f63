package io.aispm.api.chat.web;

import io.aispm.api.agent.Agent;
import io.aispm.api.agent.AgentSettings;
import io.aispm.api.agent.Agents;
import io.aispm.api.agent.EffectiveSettings;
import io.aispm.api.chat.session.ChatException;
import io.aispm.api.chat.session.ConversationStore;
import io.aispm.api.chat.session.NewTurn;
import io.aispm.api.chat.session.Opening;
import io.aispm.api.chat.session.TurnAllowances;
import io.aispm.api.chat.turn.ChatProperties;
import io.aispm.api.chat.turn.Turn;
import io.aispm.api.chat.turn.Turns;
import io.aispm.api.identity.Allowed;
import io.aispm.api.identity.Principal;
import io.aispm.api.identity.Role;
import io.aispm.api.integration.GuardRoutes;
import io.aispm.api.integration.RuntimeRows;
import io.aispm.api.policy.LinkedPolicies;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.RuntimeState;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.TraceId;
import io.aispm.guard.GuardSettings;
import io.aispm.kit.id.Ids;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Takes a person's message to an agent, and streams what becomes of it. */
@RestController
class ChatController {

    private final Agents agents;
    private final AgentSettings settings;
    private final RuntimeRows runtimeRows;
    private final GuardRoutes guardRoutes;
    private final LinkedPolicies policies;
    private final ConversationStore sessions;
    private final TurnAllowances allowances;
    private final Turns turns;
    private final ChatProperties properties;
    private final JsonMapper json;
    private final Ids ids;
    private final Clock clock;

    ChatController(
            Agents agents,
            AgentSettings settings,
            RuntimeRows runtimeRows,
            GuardRoutes guardRoutes,
            LinkedPolicies policies,
            ConversationStore sessions,
            TurnAllowances allowances,
            Turns turns,
            ChatProperties properties,
            JsonMapper json,
            Ids ids,
            Clock clock) {
        this.agents = agents;
        this.settings = settings;
        this.runtimeRows = runtimeRows;
        this.guardRoutes = guardRoutes;
        this.policies = policies;
        this.sessions = sessions;
        this.allowances = allowances;
        this.turns = turns;
        this.properties = properties;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    @PostMapping("/api/spm/agents/{id}/chat")
    @Allowed({Role.ADMIN, Role.OPERATOR, Role.USER})
    void chat(Principal person, @PathVariable AgentId id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var agent = agents.require(person.tenant(), id);
        var asked = ChatRequest.read(request.getInputStream(), json, properties.maxMessage());
        var owner = new ConversationStore.Owner(person.tenant(), id, person.sub());
        check(asked, owner, agent);
        var turn = open(asked, owner, agent, person);
        turns.take(turn, new SseReader(response, json));
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

    private Turn open(ChatRequest asked, ConversationStore.Owner owner, Agent agent, Principal person) {
        var session = asked.session().orElseGet(() -> new SessionId(ids.next()));
        var trace = TraceId.from(ids.next());
        var effective = settings.of(owner.tenant(), owner.agent());
        var linked = policies.of(owner.tenant(), owner.agent());
        var number = number(sessions.open(newTurn(owner, session, trace, person, effective)), session);
        return new Turn(
                owner.tenant(),
                agent.subject(),
                person.person(),
                session,
                trace,
                number,
                asked.message(),
                linked,
                GuardSettings.of(effective.fields(), guardRoutes.of(owner.tenant(), effective.fields())));
    }

    private NewTurn newTurn(
            ConversationStore.Owner owner,
            SessionId session,
            TraceId trace,
            Principal person,
            EffectiveSettings effective) {
        return new NewTurn(
                owner,
                session,
                trace,
                person.person(),
                clock.instant(),
                runtimeRows.of(owner.tenant()).maxSessionsPerAgent(),
                effective.maxConcurrentTurns());
    }

    private static int number(Opening opening, SessionId session) {
        return switch (opening) {
            case Opening.Opened(var number) -> number;
            case Opening.Foreign _ -> throw ChatException.unknownSession(session);
            case Opening.TooManySessions(var most) -> throw ChatException.tooManySessions(most);
            case Opening.TooManyTurns(var most) -> throw ChatException.tooManyTurns(most);
        };
    }
}
