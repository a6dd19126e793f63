package io.aispm.api.agent.runtime.docker;

import com.github.dockerjava.api.model.Container;
import io.aispm.api.agent.runtime.Sandbox;
import io.aispm.api.agent.runtime.SpawnRequest;
import io.aispm.contract.agent.AgentId;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Names containers, so that each is found again by any replica, by its agent's start, or as one that waits for an agent. Of a
 * running container the engine changes its name but no label, so the name also says what people look for: tenant and revision.
 */
final class ContainerName {

    static final String WAITING = "aispm-waiting-";
    /** What comes after the start was not always there. */
    private static final Pattern AGENT =
            Pattern.compile("/?aispm-agent-([0-9a-f-]{36})-([a-z0-9]{1,32})(?:-r[0-9]+-[a-z0-9-]+)?");

    private ContainerName() {}

    static String of(SpawnRequest request) {
        return prefix(request.sandbox().agent()) + request.sandbox().start() + "-r" + request.revision() + "-"
                + request.tenant();
    }

    /** The name that a container has now. */
    static String of(Container container) {
        return Arrays.stream(container.getNames()).findFirst().orElse("/").substring(1);
    }

    static String prefix(AgentId agent) {
        return "aispm-agent-" + agent + "-";
    }

    static String waiting() {
        return WAITING + UUID.randomUUID();
    }

    static String shortLived(String purpose) {
        return "aispm-" + purpose + "-" + UUID.randomUUID();
    }

    /** The start that a container runs, if it runs one. */
    static Optional<Sandbox> parse(String name) {
        var parts = AGENT.matcher(name);
        return parts.matches()
                ? Optional.of(new Sandbox(AgentId.of(parts.group(1)), parts.group(2)))
                : Optional.empty();
    }
}
