package io.aispm.api.chat.store;

import io.aispm.api.chat.session.ConversationStore;
import io.aispm.api.chat.session.Message;
import io.aispm.api.chat.session.NewTurn;
import io.aispm.api.chat.session.Opening;
import io.aispm.api.chat.session.Session;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.TraceId;
import io.aispm.kit.page.Cursor;
import io.aispm.kit.page.Page;
import io.aispm.kit.page.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Conversations as rows. */
@Repository
class JdbcConversationStore implements ConversationStore {

    private static final String OWNER =
            "select tenant_id, agent_id, user_id from chat.agent_chat_sessions where id = :session";

    private static final String LIST = """
            select id, agent_id, user_id, started_at, last_message_at, message_count
              from chat.agent_chat_sessions
             where tenant_id = :tenant and agent_id = :agent
               and (:user::text is null or user_id = :user)
               and (:at::timestamptz is null or (started_at, id) < (:at, :after::uuid))
             order by started_at desc, id desc
             limit :limit""";

    private static final String MESSAGES = """
            select id, role, text, ts, trace_id, verdict
              from chat.agent_chat_messages
             where session_id = :session
               and (:at::timestamptz is null or (ts, id) > (:at, :after::uuid))
             order by ts, id
             limit :limit""";

    private static final String LET_THROUGH = """
            select * from (
                select id, role, text, ts, trace_id, verdict
                  from chat.agent_chat_messages message
                 where session_id = :session
                   and verdict <> 'block'
                   and (:open or not exists (
                       select from chat.open_turns turn where turn.trace_id = message.trace_id))
                 order by ts desc, id desc
                 limit :most) as last
            order by ts, id""";

    private static final String DELETE = "delete from chat.agent_chat_sessions where agent_id = :agent";

    private final JdbcClient jdbc;
    private final JdbcOpenTurns openTurns;

    JdbcConversationStore(JdbcClient jdbc, JdbcOpenTurns openTurns) {
        this.jdbc = jdbc;
        this.openTurns = openTurns;
    }

    @Override
    public Optional<Owner> owner(SessionId session) {
        return jdbc.sql(OWNER)
                .param("session", session.value())
                .query(JdbcConversationStore::owner)
                .optional();
    }

    @Override
    public Page<Session> list(TenantId tenant, AgentId agent, @Nullable String user, PageRequest page) {
        var after = page.cursor() == null ? null : Cursor.decode(page.cursor());
        var rows = jdbc.sql(LIST)
                .param("tenant", tenant.value())
                .param("agent", agent.value())
                .param("user", user)
                .param("at", after == null ? null : after.at().atOffset(ZoneOffset.UTC))
                .param("after", after == null ? null : after.id())
                .param("limit", page.limit() + 1)
                .query(JdbcConversationStore::session)
                .list();
        return Page.cut(
                rows,
                page.limit(),
                last -> new Cursor(last.startedAt(), last.id().value()).encode());
    }

    @Override
    public Page<Message> messages(SessionId session, PageRequest page) {
        var after = page.cursor() == null ? null : Cursor.decode(page.cursor());
        var rows = jdbc.sql(MESSAGES)
                .param("session", session.value())
                .param("at", after == null ? null : after.at().atOffset(ZoneOffset.UTC))
                .param("after", after == null ? null : after.id())
                .param("limit", page.limit() + 1)
                .query(JdbcConversationStore::message)
                .list();
        return Page.cut(rows, page.limit(), last -> new Cursor(last.ts(), last.id()).encode());
    }

    @Override
    public List<Message> letThrough(SessionId session, int most, boolean withOpen) {
        return jdbc.sql(LET_THROUGH)
                .param("session", session.value())
                .param("open", withOpen)
                .param("most", most)
                .query(JdbcConversationStore::message)
                .list();
    }

    @Override
    public Opening open(NewTurn turn) {
        return openTurns.open(turn);
    }

    @Override
    @Transactional
    public void deleteOf(AgentId agent) {
        openTurns.deleteOf(agent);
        jdbc.sql(DELETE).param("agent", agent.value()).update();
    }

    private static Owner owner(ResultSet row, int number) throws SQLException {
        return new Owner(
                TenantId.of(row.getString("tenant_id")),
                new AgentId(row.getObject("agent_id", UUID.class)),
                row.getString("user_id"));
    }

    private static Session session(ResultSet row, int number) throws SQLException {
        var last = row.getObject("last_message_at", OffsetDateTime.class);
        return new Session(
                new SessionId(row.getObject("id", UUID.class)),
                new AgentId(row.getObject("agent_id", UUID.class)),
                row.getString("user_id"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                last == null ? null : last.toInstant(),
                row.getInt("message_count"));
    }

    private static Message message(ResultSet row, int number) throws SQLException {
        return new Message(
                row.getObject("id", UUID.class),
                row.getString("role"),
                row.getString("text"),
                row.getObject("ts", OffsetDateTime.class).toInstant(),
                TraceId.of(row.getString("trace_id")),
                row.getString("verdict"));
    }
}
