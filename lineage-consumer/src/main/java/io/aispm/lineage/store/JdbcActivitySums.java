package io.aispm.lineage.store;

import io.aispm.contract.agent.AgentId;
import io.aispm.lineage.ActivitySums;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Sums the rows of a span; the index by tenant, type and time finds them. */
@Repository
class JdbcActivitySums implements ActivitySums {

    /** A number of a payload, or null where something else stands there. */
    private static final String NUMBER =
            "case jsonb_typeof(payload -> '%1$s') when 'number' then (payload -> '%1$s')::numeric end";

    private static final String SPAN = """
             from lineage.session_events
            where tenant_id = :tenant and event_type = any(:types) and ts >= :from and ts < :to""";

    private static final String SUM = """
            select date_bin(make_interval(secs => :bucket), ts, :from) as at, agent_id,
                   count(*) filter (where event_type = 'AgentChatMessage' and payload ->> 'role' = 'user') as turns,
                   count(*) filter (where event_type = 'AgentChatMessage' and payload ->> 'verdict' = 'block') as refused,
                   count(*) filter (where event_type = 'AgentToolCall') as tool_calls,
                   count(*) filter (where event_type = 'AgentToolCall' and payload -> 'ok' = 'false') as tool_failures,
                   count(*) filter (where event_type = 'AgentLLMCall') as llm_calls,
                   count(*) filter (where event_type = 'AgentLLMCall' and payload -> 'ok' = 'false') as llm_failures,
                   count(*) filter (where event_type = 'AgentCrashed') as crashes,
                   coalesce(sum(%s) filter (where event_type = 'AgentLLMCall'), 0) as prompt_tokens,
                   coalesce(sum(%s) filter (where event_type = 'AgentLLMCall'), 0) as completion_tokens,
                   coalesce(sum(%s) filter (where event_type = 'AgentLLMCall'), 0) as cost_usd
            """.formatted(
                            NUMBER.formatted("prompt_tokens"),
                            NUMBER.formatted("completion_tokens"),
                            NUMBER.formatted("cost_usd"))
            + SPAN
            + " group by at, agent_id order by at";

    private static final String FAIL = """
            select event_id, ts, event_type, agent_id, correlation_id,
                   coalesce(payload ->> 'tool', payload ->> 'model') as what,
                   left(coalesce(payload ->> 'error', payload ->> 'reason'), 500) as error
            """
            + SPAN
            + " and (event_type = 'AgentCrashed' or payload -> 'ok' = 'false') order by ts desc, event_id desc limit :most";

    private static final String[] SUMMED = {"AgentChatMessage", "AgentToolCall", "AgentLLMCall", "AgentCrashed"};
    private static final String[] FAILING = {"AgentToolCall", "AgentLLMCall", "AgentCrashed"};

    private final JdbcClient jdbc;

    JdbcActivitySums(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional(readOnly = true)
    public Answer of(Question question) {
        var cells = about(SUM, question, SUMMED)
                .param("bucket", question.bucket().toSeconds())
                .query(JdbcActivitySums::cell)
                .list();
        var failures = about(FAIL, question, FAILING)
                .param("most", question.failures())
                .query(JdbcActivitySums::failure)
                .list();
        return new Answer(cells, failures);
    }

    private JdbcClient.StatementSpec about(String sql, Question question, String[] types) {
        return jdbc.sql(sql)
                .param("tenant", question.tenant().value())
                .param("types", types)
                .param("from", question.from().atOffset(ZoneOffset.UTC))
                .param("to", question.to().atOffset(ZoneOffset.UTC));
    }

    private static Cell cell(ResultSet row, int number) throws SQLException {
        return new Cell(
                moment(row, "at"),
                agent(row),
                row.getLong("turns"),
                row.getLong("refused"),
                row.getLong("tool_calls"),
                row.getLong("tool_failures"),
                row.getLong("llm_calls"),
                row.getLong("llm_failures"),
                row.getLong("crashes"),
                row.getBigDecimal("prompt_tokens").longValue(),
                row.getBigDecimal("completion_tokens").longValue(),
                row.getBigDecimal("cost_usd"));
    }

    private static Failure failure(ResultSet row, int number) throws SQLException {
        return new Failure(
                row.getObject("event_id", UUID.class),
                moment(row, "ts"),
                row.getString("event_type"),
                agent(row),
                row.getString("correlation_id"),
                row.getString("what"),
                row.getString("error"));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable AgentId agent(ResultSet row) throws SQLException {
        var id = row.getObject("agent_id", UUID.class);
        return id == null ? null : new AgentId(id);
    }
}
