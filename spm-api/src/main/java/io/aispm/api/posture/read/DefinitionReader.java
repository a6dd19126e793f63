package io.aispm.api.posture.read;

import io.aispm.api.posture.Dimension;
import io.aispm.api.posture.DimensionReader;
import org.springframework.stereotype.Component;

/** What the agent was uploaded as, and how people describe it. */
@Component
class DefinitionReader implements DimensionReader {

    @Override
    public Dimension dimension() {
        return Dimension.DEFINITION;
    }

    @Override
    public void read(Subject subject, Values into) {
        var agent = subject.agent();
        into.put(agent.codeSha256(), "code_sha256");
        into.put(subject.makeup().requirements(), "requirements");
        into.put(agent.agentType().toString(), "agent_type");
        into.put(subject.makeup().runtime(), "runtime");
        into.put(agent.owner(), "owner");
        into.put(agent.description(), "description");
        into.put(agent.risk().toString(), "risk");
    }
}
