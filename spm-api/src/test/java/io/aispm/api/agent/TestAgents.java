package io.aispm.api.agent;

import io.aispm.api.agent.life.Registrations;
import io.aispm.api.agent.runtime.AgentCode;
import io.aispm.api.agent.runtime.CodeKind;
import io.aispm.api.agent.upload.Fields;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.AgentType;
import io.aispm.contract.agent.TenantId;
import java.nio.charset.StandardCharsets;

/** Agents for tests of any module: registered for real, run by nobody. */
public class TestAgents {

    public static final String CODE = "async def main():\n    pass\n";

    private final Registrations registrations;
    private final ScriptedRuntime runtime;

    public TestAgents(Registrations registrations, ScriptedRuntime runtime) {
        this.registrations = registrations;
        this.runtime = runtime;
    }

    /** A stopped agent. */
    public Agent stopped(TenantId tenant, String name) {
        return take(tenant, name, CODE, false);
    }

    /** An agent on its way to running; it stays there until it says that it is ready. */
    public Agent deployed(TenantId tenant, String name, String code) {
        return take(tenant, name, code, true);
    }

    /** The token that an agent's latest process was given; fails while there is none. */
    public String token(AgentId agent) {
        return runtime.starts(agent).getLast().environment().getOrDefault("MCP_TOKEN", "");
    }

    private Agent take(TenantId tenant, String name, String code, boolean deploy) {
        var fields = new Fields(name, "1", AgentType.CUSTOM, null, null, deploy);
        var file = new AgentCode(CodeKind.PYTHON, "agent.py", code.getBytes(StandardCharsets.UTF_8), null);
        return registrations.take(tenant, "ada", fields, file).agent();
    }
}
