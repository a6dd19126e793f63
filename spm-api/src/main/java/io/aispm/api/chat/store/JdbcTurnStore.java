package io.aispm.api.chat.store;

import io.aispm.api.chat.turn.Turn;
import io.aispm.api.chat.turn.TurnStore;
import io.aispm.contract.chat.SessionId;
import io.aispm.guard.Verdict;
import io.aispm.kit.id.Ids;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Turns as rows: a message and its session's counters are one statement, and so are a reply and its turn's end. */
@Repository
class JdbcTurnStore implements TurnStore {

    private static final String ACCEPTED = """
            select text from (
                select text, ts, id from chat.agent_chat_messages
                 where session_id = :session and role = 'user' and verdict <> 'block'
                 order by ts desc, id desc
                 limit :most) as last
            order by ts, id""";

    private static final String KEEP = """
            with kept as (
                insert into chat.agent_chat_messages (id, session_id, role, text, ts, trace_id, verdict)
                select :id, session.id, :role, :text, :now, :trace, :verdict
                  from chat.agent_chat_sessions session
                 where session.id = :session
                   for key share
                returning session_id)
            update chat.agent_chat_sessions session
               set last_message_at = :now,
                   message_count = message_count + 1,
                   turn_count = turn_count + :turns
              from kept
             where session.id = kept.session_id""";

    private static final String CLOSE = "delete from chat.open_turns where trace_id = :trace";

    private static final String KEEP_AND_CLOSE = KEEP.replaceFirst("with kept", "with closed as (" + CLOSE + "), kept");

    private final JdbcClient jdbc;
    private final Ids ids;
    private final Clock clock;

    JdbcTurnStore(JdbcClient jdbc, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public List<String> accepted(SessionId session, int most) {
        return jdbc
                .sql(ACCEPTED)
                .param("session", session.value())
                .param("most", most)
                .query((row, _) -> row.getString("text"))
                .list()
                .stream()
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public void keepPrompt(Turn turn, String text, Verdict verdict) {
        keep(KEEP, turn, "user", text, verdict, 1);
    }

    @Override
    public void keepReply(Turn turn, String text, Verdict verdict) {
        keep(KEEP_AND_CLOSE, turn, "agent", text, verdict, 0);
    }

    @Override
    public void close(Turn turn) {
        jdbc.sql(CLOSE).param("trace", turn.trace().value()).update();
    }

    private void keep(String statement, Turn turn, String role, String text, Verdict verdict, int turns) {
        jdbc.sql(statement)
                .param("id", ids.next())
                .param("session", turn.session().value())
                .param("role", role)
                .param("text", StorableText.of(text))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("trace", turn.trace().value())
                .param("verdict", verdict.toString())
                .param("turns", turns)
                .update();
    }
}
