package io.aispm.api.chat.store;

import io.aispm.api.chat.OpenTurns;
import io.aispm.api.chat.session.NewTurn;
import io.aispm.api.chat.session.Opening;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.TraceId;
import io.aispm.contract.policy.PolicyQuestion;
import io.aispm.kit.id.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
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

    private static final String OPEN = """
            select outcome, turn_number
              from chat.open_turn(:session, :agent, :tenant, :user, :now, :trace, :instance, :roles::text[],
                   :mostSessions, :mostTurns::integer)""";

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
            "delete from chat.instances where seen_at < clock_timestamp() - interval '8 seconds'";

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

    /** Turns of one agent open one after another, so that its limits hold. */
    Opening open(NewTurn turn) {
        var owner = turn.owner();
        return jdbc.sql(OPEN)
                .param("session", turn.session().value())
                .param("agent", owner.agent().value())
                .param("tenant", owner.tenant().value())
                .param("user", owner.user())
                .param("now", turn.now().atOffset(ZoneOffset.UTC))
                .param("trace", turn.trace().value())
                .param("instance", instance)
                .param("roles", turn.person().roles().toArray(String[]::new))
                .param("mostSessions", turn.mostSessions())
                .param("mostTurns", turn.mostTurns())
                .query((row, _) -> opening(turn, row.getString("outcome"), row.getInt("turn_number")))
                .single();
    }

    private static Opening opening(NewTurn turn, String outcome, int number) {
        return switch (outcome) {
            case "opened" -> new Opening.Opened(number);
            case "foreign" -> new Opening.Foreign();
            case "too_many_sessions" -> new Opening.TooManySessions(turn.mostSessions());
            case "too_many_turns" -> new Opening.TooManyTurns(Objects.requireNonNull(turn.mostTurns()));
            default -> throw new IllegalStateException("an opening of a kind that is not known: " + outcome);
        };
    }

    void deleteOf(AgentId agent) {
        jdbc.sql("delete from chat.open_turns where agent_id = :agent")
                .param("agent", agent.value())
                .update();
    }

    /** So often that three signs may be lost before an instance counts as dead. */
    @Scheduled(fixedDelay = 2_000)
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

    private static OpenTurn turn(ResultSet row, int number) throws SQLException {
        var roles = List.of((String[]) row.getArray("user_roles").getArray());
        return new OpenTurn(
                TraceId.of(row.getString("trace_id")),
                new SessionId(row.getObject("session_id", UUID.class)),
                new PolicyQuestion.Person(row.getString("user_id"), roles, List.of()),
                row.getInt("number"),
                row.getObject("since", OffsetDateTime.class).toInstant());
    }
}
