package io.aispm.api.chat.turn;

import io.aispm.api.agent.Agent;
import io.aispm.api.agent.AgentSettings;
import io.aispm.api.agent.EffectiveSettings;
import io.aispm.api.chat.session.ChatException;
import io.aispm.api.chat.session.ConversationStore;
import io.aispm.api.chat.session.NewTurn;
import io.aispm.api.chat.session.Opening;
import io.aispm.api.integration.GuardRoutes;
import io.aispm.api.integration.RuntimeRows;
import io.aispm.api.policy.LinkedPolicies;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.TraceId;
import io.aispm.contract.policy.PolicyQuestion;
import io.aispm.guard.GuardSettings;
import io.aispm.kit.id.Ids;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Opens turns: gathers what counts for one, and binds its session. */
@Component
public class TurnOpening {

    private final AgentSettings settings;
    private final GuardRoutes guardRoutes;
    private final RuntimeRows runtimeRows;
    private final LinkedPolicies policies;
    private final ConversationStore sessions;
    private final PromptGate prompts;
    private final TurnStages stages;
    private final Ids ids;
    private final Clock clock;

    TurnOpening(
            AgentSettings settings,
            GuardRoutes guardRoutes,
            RuntimeRows runtimeRows,
            LinkedPolicies policies,
            ConversationStore sessions,
            PromptGate prompts,
            TurnStages stages,
            Ids ids,
            Clock clock) {
        this.settings = settings;
        this.guardRoutes = guardRoutes;
        this.runtimeRows = runtimeRows;
        this.policies = policies;
        this.sessions = sessions;
        this.prompts = prompts;
        this.stages = stages;
        this.ids = ids;
        this.clock = clock;
    }

    /** A turn that is open, and the guard's reading of its prompt, which is under way. */
    public record Opened(Turn turn, PromptReading reading) {}

    /**
     * Opens a turn with an agent. The guard begins to read at once: both take some milliseconds, and neither needs the
     * other. Fails with {@link ChatException} where the session is somebody else's, or as many turns are open as may be.
     */
    public Opened open(Agent agent, PolicyQuestion.Person person, SessionId session, String text) {
        return stages.time(TurnStage.OPENING, () -> {
            var owner = new ConversationStore.Owner(agent.tenantId(), agent.id(), person.sub());
            var effective = settings.of(owner.tenant(), owner.agent());
            var guard = GuardSettings.of(effective.fields(), guardRoutes.of(owner.tenant(), effective.fields()));
            var reading = prompts.begin(session, text, guard);
            var linked = policies.of(owner.tenant(), owner.agent());
            var trace = TraceId.from(ids.next());
            var number = number(sessions.open(turn(owner, session, trace, person, effective)), session);
            return new Opened(
                    new Turn(owner.tenant(), agent.subject(), person, session, trace, number, text, linked, guard),
                    reading);
        });
    }

    private NewTurn turn(
            ConversationStore.Owner owner,
            SessionId session,
            TraceId trace,
            PolicyQuestion.Person person,
            EffectiveSettings effective) {
        return new NewTurn(
                owner,
                session,
                trace,
                person,
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
