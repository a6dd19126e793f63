package io.aispm.api.posture.read;

import io.aispm.api.posture.Dimension;
import io.aispm.api.posture.DimensionReader;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the agent was uploaded as, and how people describe it. */
@Component
class DefinitionReader implements DimensionReader {

    /** Who asks, in an address: {@code https://user:token@host/}. */
    private static final Pattern USER = Pattern.compile("://[^/\\s]*@");

    @Override
    public Dimension dimension() {
        return Dimension.DEFINITION;
    }

    @Override
    public void read(Subject subject, Values into) {
        var agent = subject.agent();
        into.put(agent.codeSha256(), "code_sha256");
        into.put(withoutUsers(subject.makeup().requirements()), "requirements");
        into.put(agent.agentType().toString(), "agent_type");
        into.put(subject.makeup().runtime(), "runtime");
        into.put(agent.owner(), "owner");
        into.put(agent.description(), "description");
        into.put(agent.risk().toString(), "risk");
    }

    private static @Nullable String withoutUsers(@Nullable String requirements) {
        return requirements == null ? null : USER.matcher(requirements).replaceAll("://***@");
    }
}
