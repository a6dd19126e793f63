package io.aispm.api.agent.store;

import io.aispm.api.agent.life.Credentials;
import io.aispm.api.agent.life.StartStore;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.Bootstrap;
import io.aispm.kit.secret.KeyRing;
import io.aispm.kit.secret.Tokens;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JdbcStartStore implements StartStore {

    private static final String ADD = """
            insert into agent.agent_starts (agent_id, start_id, mcp_token_hash, llm_key_hash, bootstrap, created_at)
            values (:agent, :start, :mcp, :llm, :bootstrap, :now)
            on conflict (agent_id) do update
               set start_id = excluded.start_id, mcp_token_hash = excluded.mcp_token_hash,
                   llm_key_hash = excluded.llm_key_hash, bootstrap = excluded.bootstrap,
                   created_at = excluded.created_at""";

    private static final String FIND = "select start_id, bootstrap from agent.agent_starts where agent_id = :agent";

    private final JdbcClient jdbc;
    private final KeyRing keys;
    private final JsonMapper json;

    JdbcStartStore(JdbcClient jdbc, KeyRing keys, JsonMapper json) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.json = json;
    }

    @Override
    public void add(AgentId agent, String start, Credentials credentials, Bootstrap bootstrap, Instant now) {
        jdbc.sql(ADD)
                .param("agent", agent.value())
                .param("start", start)
                .param("mcp", Tokens.hash(credentials.mcpToken().value()))
                .param("llm", Tokens.hash(credentials.llmKey().value()))
                .param("bootstrap", keys.encryptText(json.writeValueAsString(bootstrap), context(agent, start)))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public void remove(AgentId agent) {
        jdbc.sql("delete from agent.agent_starts where agent_id = :agent")
                .param("agent", agent.value())
                .update();
    }

    @Override
    public Optional<Bootstrap> bootstrap(AgentId agent) {
        return jdbc.sql(FIND)
                .param("agent", agent.value())
                .query((row, number) -> json.readValue(
                        keys.decryptText(row.getBytes("bootstrap"), context(agent, row.getString("start_id"))),
                        Bootstrap.class))
                .optional();
    }

    private static String context(AgentId agent, String start) {
        return "agent.agent_starts:" + agent + ":" + start;
    }
}
