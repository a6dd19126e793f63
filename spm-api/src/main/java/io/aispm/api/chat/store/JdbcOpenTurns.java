package io.aispm.api.chat.store;

import io.aispm.api.chat.OpenTurns;
import io.aispm.api.chat.session.ConversationStore;
import io.aispm.api.chat.session.NewTurn;
import io.aispm.api.chat.session.Opening;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.TraceId;
import io.aispm.contract.policy.PolicyQuestion;
import io.aispm.kit.id.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/**
 * Open turns as rows, which tell every replica of all. An instance that has shown no sign of life for a while is dead,
 * and its turns are closed.
 */
@Repository
class JdbcOpenTurns implements OpenTurns, DisposableBean {

    private static final String BIND = """
            insert into chat.agent_chat_sessions (id, agent_id, tenant_id, user_id, started_at)
            values (:session, :agent, :tenant, :user, :now)
            on conflict (id) do nothing""";

    private static final String BOUND =
            "select tenant_id, agent_id, user_id, turn_count from chat.agent_chat_sessions where id = :session";

    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended(:agent, 7))";

    private static final String COUNT = """
            select count(*) as turns,
                   count(distinct session_id) filter (where session_id <> :session) as sessions
              from chat.open_turns
             where agent_id = :agent""";

    private static final String OPEN = """
            insert into chat.open_turns (trace_id, instance_id, agent_id, tenant_id, session_id, user_id, user_roles,
                   number, since)
            values (:trace, :instance, :agent, :tenant, :session, :user, :roles::text[], :number, :now)""";

    private static final String OF_TRACE = """
            select trace_id, session_id, user_id, user_roles, number, since
              from chat.open_turns
             where trace_id = :trace and agent_id = :agent""";

    private static final String OF_AGENT = """
            select trace_id, session_id, user_id, user_roles, number, since
              from chat.open_turns
             where agent_id = :agent
             limit 2""";

    private static final String ALIVE = """
            insert into chat.instances (id, seen_at) values (:instance, clock_timestamp())
            on conflict (id) do update set seen_at = clock_timestamp()""";

    private static final String BURY =
            "delete from chat.instances where seen_at < clock_timestamp() - interval '15 seconds'";

    private static final String CLOSE_OF_DEAD = """
            delete from chat.open_turns turn
             where not exists (select from chat.instances instance where instance.id = turn.instance_id)""";

    private final JdbcClient jdbc;
    private final UUID instance;

    JdbcOpenTurns(JdbcClient jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.instance = ids.next();
    }

    @Override
    public Optional<OpenTurn> of(AgentId agent, TraceId trace) {
        return jdbc.sql(OF_TRACE)
                .param("trace", trace.value())
                .param("agent", agent.value())
                .query(JdbcOpenTurns::turn)
                .optional();
    }

    @Override
    public Optional<OpenTurn> only(AgentId agent) {
        var turns = jdbc.sql(OF_AGENT)
                .param("agent", agent.value())
                .query(JdbcOpenTurns::turn)
                .list();
        return turns.size() == 1 ? Optional.of(turns.getFirst()) : Optional.empty();
    }

    /** Within the caller's transaction. Turns of one agent open one after another, so that its limits hold. */
    Opening open(NewTurn turn) {
        var owner = turn.owner();
        jdbc.sql(BIND)
                .param("session", turn.session().value())
                .param("agent", owner.agent().value())
                .param("tenant", owner.tenant().value())
                .param("user", owner.user())
                .param("now", turn.now().atOffset(ZoneOffset.UTC))
                .update();
        var bound = jdbc.sql(BOUND)
                .param("session", turn.session().value())
                .query(JdbcOpenTurns::bound)
                .single();
        if (!bound.owner().equals(owner)) {
            return new Opening.Foreign();
        }
        jdbc.sql(LOCK)
                .param("agent", owner.agent().toString())
                .query((_, _) -> true)
                .list();
        var count = jdbc.sql(COUNT)
                .param("session", turn.session().value())
                .param("agent", owner.agent().value())
                .query((row, _) -> new Count(row.getInt("turns"), row.getInt("sessions")))
                .single();
        if (count.sessions() >= turn.mostSessions()) {
            return new Opening.TooManySessions(turn.mostSessions());
        }
        if (turn.mostTurns() != null && count.turns() >= turn.mostTurns()) {
            return new Opening.TooManyTurns(turn.mostTurns());
        }
        insert(turn, bound.turns() + 1);
        return new Opening.Opened(bound.turns() + 1);
    }

    void deleteOf(AgentId agent) {
        jdbc.sql("delete from chat.open_turns where agent_id = :agent")
                .param("agent", agent.value())
                .update();
    }

    /** So often that three signs may be lost before an instance counts as dead. */
    @Scheduled(fixedDelay = 4_000)
    void showSignOfLife() {
        jdbc.sql(ALIVE).param("instance", instance).update();
        jdbc.sql(BURY).update();
        jdbc.sql(CLOSE_OF_DEAD).update();
    }

    @Override
    public void destroy() {
        jdbc.sql("delete from chat.instances where id = :instance")
                .param("instance", instance)
                .update();
        jdbc.sql("delete from chat.open_turns where instance_id = :instance")
                .param("instance", instance)
                .update();
    }

    private void insert(NewTurn turn, int number) {
        jdbc.sql(OPEN)
                .param("trace", turn.trace().value())
                .param("instance", instance)
                .param("agent", turn.owner().agent().value())
                .param("tenant", turn.owner().tenant().value())
                .param("session", turn.session().value())
                .param("user", turn.owner().user())
                .param("roles", turn.person().roles().toArray(String[]::new))
                .param("number", number)
                .param("now", turn.now().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static Bound bound(ResultSet row, int number) throws SQLException {
        var owner = new ConversationStore.Owner(
                TenantId.of(row.getString("tenant_id")),
                new AgentId(row.getObject("agent_id", UUID.class)),
                row.getString("user_id"));
        return new Bound(owner, row.getInt("turn_count"));
    }

    private static OpenTurn turn(ResultSet row, int number) throws SQLException {
        var roles = List.of((String[]) row.getArray("user_roles").getArray());
        return new OpenTurn(
                TraceId.of(row.getString("trace_id")),
                new SessionId(row.getObject("session_id", UUID.class)),
                new PolicyQuestion.Person(row.getString("user_id"), roles, List.of()),
                row.getInt("number"),
                row.getObject("since", OffsetDateTime.class).toInstant());
    }

    private record Bound(ConversationStore.Owner owner, int turns) {}

    private record Count(int turns, int sessions) {}
}
