package io.aispm.api.agent.store;

import io.aispm.api.agent.Agent;
import io.aispm.api.agent.PolicyStatus;
import io.aispm.api.agent.life.Life;
import io.aispm.api.agent.life.Watched;
import io.aispm.api.agent.runtime.CodeKind;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.AgentType;
import io.aispm.contract.agent.Risk;
import io.aispm.contract.agent.RuntimeState;
import io.aispm.contract.agent.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads rows of this module's tables. */
final class Rows {

    /** The columns of {@link #agent}, of a table named {@code a}. */
    static final String AGENT = """
            a.id, a.tenant_id, a.name, a.version, a.agent_type, a.runtime, a.owner, a.description, a.risk,
            a.policy_status, a.runtime_state, a.state_reason, a.code_sha256, a.revision, a.created_at, a.updated_at,
            a.last_seen_at, a.stopping_at""";

    private Rows() {}

    static Agent agent(ResultSet row, int number) throws SQLException {
        return new Agent(
                new AgentId(row.getObject("id", UUID.class)),
                TenantId.of(row.getString("tenant_id")),
                row.getString("name"),
                row.getString("version"),
                AgentType.of(row.getString("agent_type")),
                CodeKind.valueOf(row.getString("runtime").toUpperCase(Locale.ROOT)),
                row.getString("owner"),
                row.getString("description"),
                Risk.of(row.getString("risk")),
                PolicyStatus.of(row.getString("policy_status")),
                RuntimeState.of(row.getString("runtime_state")),
                row.getString("state_reason"),
                row.getString("code_sha256"),
                row.getInt("revision"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                instantOrNull(row, "last_seen_at"),
                instantOrNull(row, "stopping_at") != null);
    }

    static Watched watched(ResultSet row, int number) throws SQLException {
        var life = new Life(
                RuntimeState.of(row.getString("runtime_state")),
                row.getString("state_reason"),
                row.getString("start_id"),
                instantOrNull(row, "spawned_at"),
                instantOrNull(row, "stopping_at"),
                row.getBoolean("start_again"),
                row.getInt("restarts"),
                instantOrNull(row, "restart_at"),
                row.getBoolean("resume"));
        return new Watched(TenantId.of(row.getString("tenant_id")), new AgentId(row.getObject("id", UUID.class)), life);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
