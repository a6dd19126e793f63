package io.aispm.api.agent.store;

import io.aispm.api.agent.Agent;
import io.aispm.api.agent.AgentTokens;
import io.aispm.api.agent.Agents;
import io.aispm.api.agent.life.AgentList;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.CallRequest;
import io.aispm.kit.page.Cursor;
import io.aispm.kit.page.Page;
import io.aispm.kit.page.PageRequest;
import io.aispm.kit.secret.Tokens;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads agents past every cache. Tokens are looked up by their hash, so that time tells nothing of them. */
@Repository
class JdbcAgents implements Agents, AgentTokens, AgentList {

    private static final String FIND =
            "select " + Rows.AGENT + " from agent.agents a where a.tenant_id = :tenant and a.id = :id";

    private static final String BY_TOKEN = "select " + Rows.AGENT + """
              from agent.agent_starts s
              join agent.agents a on a.id = s.agent_id and a.start_id = s.start_id
             where a.runtime_state in ('starting', 'running') and\s""";

    private static final String LIST = "select " + Rows.AGENT + """
              from agent.agents a
             where a.tenant_id = :tenant
               and (cast(:text as text) is null
                    or a.name ilike :text or a.owner ilike :text or a.description ilike :text)
               and (cast(:state as text) is null or a.runtime_state = :state)
               and (cast(:type as text) is null or a.agent_type = :type)
               and (cast(:at as timestamptz) is null or (a.created_at, a.id) < (:at, :id))
             order by a.created_at desc, a.id desc
             limit :limit""";

    private final JdbcClient jdbc;

    JdbcAgents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Agent> find(TenantId tenant, AgentId id) {
        return jdbc.sql(FIND)
                .param("tenant", tenant.value())
                .param("id", id.value())
                .query(Rows::agent)
                .optional();
    }

    @Override
    public Optional<Agent> verify(CallRequest.Kind kind, String token) {
        var column = switch (kind) {
            case MCP -> "s.mcp_token_hash";
            case LLM -> "s.llm_key_hash";
        };
        return jdbc.sql(BY_TOKEN + column + " = :hash")
                .param("hash", Tokens.hash(token))
                .query(Rows::agent)
                .optional();
    }

    @Override
    public Page<Agent> list(TenantId tenant, Filter filter, PageRequest page) {
        var cursor = page.cursor() == null ? null : Cursor.decode(page.cursor());
        var rows = jdbc.sql(LIST)
                .param("tenant", tenant.value())
                .param("text", pattern(filter.text()))
                .param("state", filter.state() == null ? null : filter.state().toString())
                .param("type", filter.type() == null ? null : filter.type().toString())
                .param("at", cursor == null ? null : cursor.at().atOffset(ZoneOffset.UTC))
                .param("id", cursor == null ? null : cursor.id())
                .param("limit", page.limit() + 1)
                .query(Rows::agent)
                .list();
        return Page.cut(
                rows,
                page.limit(),
                last -> new Cursor(last.createdAt(), last.id().value()).encode());
    }

    private static @Nullable String pattern(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
