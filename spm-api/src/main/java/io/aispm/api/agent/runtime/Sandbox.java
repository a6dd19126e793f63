package io.aispm.api.agent.runtime;

import io.aispm.contract.agent.AgentId;
import java.util.regex.Pattern;

/** Names one start of one agent; {@code start} is 1 to 32 lowercase letters and digits. */
public record Sandbox(AgentId agent, String start) {

    private static final Pattern START = Pattern.compile("[a-z0-9]{1,32}");

    public Sandbox {
        if (!START.matcher(start).matches()) {
            throw new IllegalArgumentException("a start is named by lowercase letters and digits");
        }
    }

    @Override
    public String toString() {
        return agent + "/" + start;
    }
}
