package io.aispm.api.agent.web;

import io.aispm.api.agent.Agent;
import io.aispm.api.agent.AgentException;
import io.aispm.api.agent.Agents;
import io.aispm.contract.agent.RuntimeState;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Waits for a deployed agent to run or to fail; looks at its row anew each time. */
@Component
class Waiting {

    private static final Pattern SECONDS = Pattern.compile("([0-9]{1,6})s?");
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration BETWEEN = Duration.ofMillis(25);

    private final Agents agents;
    private final Clock clock;

    Waiting(Agents agents, Clock clock) {
        this.agents = agents;
        this.clock = clock;
    }

    /** Reads {@code 30s} or {@code 30}; at most 120 s, nothing is no wait. */
    static Duration parse(@Nullable String text) {
        if (text == null) {
            return Duration.ZERO;
        }
        var parts = SECONDS.matcher(text);
        if (!parts.matches()) {
            throw AgentException.badRequest("bad_wait", "`wait` must be a number of seconds, for example 30s.");
        }
        var asked = Duration.ofSeconds(Long.parseLong(parts.group(1)));
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }

    /** The agent as soon as it is neither starting nor on its way there, or as it is when patience ends. */
    Agent untilDeployed(Agent agent, Duration patience) {
        var end = clock.instant().plus(patience);
        var seen = agent;
        while (seen.runtimeState() == RuntimeState.STARTING && clock.instant().isBefore(end)) {
            LockSupport.parkNanos(BETWEEN.toNanos());
            seen = agents.require(agent.tenantId(), agent.id());
        }
        return seen;
    }
}
