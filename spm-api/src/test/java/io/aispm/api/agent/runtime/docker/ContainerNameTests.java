package io.aispm.api.agent.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.agent.runtime.AgentCode;
import io.aispm.api.agent.runtime.CodeKind;
import io.aispm.api.agent.runtime.Limits;
import io.aispm.api.agent.runtime.Sandbox;
import io.aispm.api.agent.runtime.SpawnRequest;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerNameTests {

    private static final String ID = "0197e5a0-1111-7000-8000-000000000001";
    private static final Sandbox SANDBOX = new Sandbox(AgentId.of(ID), "0a1b2c3d4e5f");

    private static String name(String tenant) {
        var code = new AgentCode(CodeKind.PYTHON, "agent.py", new byte[0], null);
        return ContainerName.of(
                new SpawnRequest(SANDBOX, code, "sha256", Map.of(), new Limits(256, 1), TenantId.of(tenant), 12));
    }

    @Test
    void saysWhoseItIs() {
        assertThat(name("t1")).isEqualTo("aispm-agent-" + ID + "-0a1b2c3d4e5f-r12-t1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"t1", "r1", "-", "a-b-r3-c", "0197e5a0-1111-7000-8000-000000000001"})
    void isReadAgainWhateverTheTenantIsCalled(String tenant) {
        assertThat(ContainerName.parse("/" + name(tenant))).contains(SANDBOX);
    }

    @Test
    void isReadAsOlderVersionsWroteIt() {
        assertThat(ContainerName.parse("aispm-agent-" + ID + "-0a1b2c3d4e5f")).contains(SANDBOX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aispm-waiting-" + ID, "aispm-agent-x", "postgres", "aispm-agent-" + ID})
    void isNoneOfOthers(String other) {
        assertThat(ContainerName.parse(other)).isEmpty();
    }
}
