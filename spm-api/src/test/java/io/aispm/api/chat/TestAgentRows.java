package io.aispm.api.chat;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.RuntimeState;
import io.aispm.contract.agent.TenantId;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Agents that are said to be in a state, without a process; no keeper looks after them. */
final class TestAgentRows {

    private TestAgentRows() {}

    static AgentId insert(JdbcClient jdbc, TenantId tenant, RuntimeState state) {
        var id = new AgentId(UUID.randomUUID());
        jdbc.sql("""
                        insert into agent.agents (id, tenant_id, name, version, agent_type, runtime, risk,
                            policy_status, runtime_state, code_sha256, revision, created_at, updated_at,
                            start_id, keeper, kept_until)
                        values (:id, :tenant, :name, '1', 'custom', 'python', 'low', 'none', :state, 'hash', 1,
                            now(), now(), :start, 'nobody', 'infinity')""")
                .param("id", id.value())
                .param("tenant", tenant.value())
                .param("name", "agent " + id)
                .param("state", state.toString())
                .param("start", state == RuntimeState.RUNNING ? "start" : null)
                .update();
        return id;
    }

    static void become(JdbcClient jdbc, AgentId id, RuntimeState state) {
        jdbc.sql("update agent.agents set runtime_state = :state, start_id = null where id = :id")
                .param("state", state.toString())
                .param("id", id.value())
                .update();
    }

    static void delete(JdbcClient jdbc, AgentId id) {
        jdbc.sql("delete from agent.agents where id = :id")
                .param("id", id.value())
                .update();
    }
}
