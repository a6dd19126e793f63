package io.aispm.api.lineage.store;

import io.aispm.api.lineage.Outbox;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.kit.json.WireJson;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The outbox as rows of the database that the events are about. */
@Repository
class JdbcOutbox implements Outbox {

    private static final String PUT = "insert into lineage_outbox.events (body) values (:body)";

    private static final String ONE_AT_A_TIME = "select pg_try_advisory_xact_lock(hashtext('lineage_outbox'))";

    private static final String OLDEST = "select seq, body from lineage_outbox.events order by seq limit :most";

    private static final String LET_GO = "delete from lineage_outbox.events where seq = any(:sent)";

    private final JdbcClient jdbc;
    private final JsonMapper json = WireJson.betweenServices();

    JdbcOutbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void put(LineageEvent event) {
        jdbc.sql(PUT)
                .param("body", json.writeValueAsString(event).replace("\\u0000", "\\ufffd"))
                .update();
    }

    @Override
    @Transactional
    public int drain(int most, Predicate<List<LineageEvent>> sender) {
        if (!Boolean.TRUE.equals(jdbc.sql(ONE_AT_A_TIME).query(Boolean.class).single())) {
            return 0;
        }
        var oldest = jdbc.sql(OLDEST)
                .param("most", most)
                .query((row, _) ->
                        new Row(row.getLong("seq"), json.readValue(row.getString("body"), LineageEvent.class)))
                .list();
        if (oldest.isEmpty() || !sender.test(oldest.stream().map(Row::event).toList())) {
            return 0;
        }
        return jdbc.sql(LET_GO)
                .param("sent", oldest.stream().map(Row::seq).toArray(Long[]::new))
                .update();
    }

    private record Row(long seq, LineageEvent event) {}
}
