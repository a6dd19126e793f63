package io.aispm.lineage.store;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.contract.lineage.TraceId;
import io.aispm.kit.json.StorableText;
import io.aispm.kit.page.Cursor;
import io.aispm.kit.page.Page;
import io.aispm.lineage.EventLedger;
import io.aispm.lineage.EventQuery;
import io.aispm.lineage.UnfitEventException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.util.ByteStreamWriter;
import org.postgresql.util.PSQLException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The ledger as rows of {@code lineage.session_events}. */
@Repository
class JdbcEventLedger implements EventLedger {

    private static final String COPY =
            "copy lineage.session_events (" + CopyRows.COLUMNS + ") from stdin (format binary)";

    /** For batches of which some events are there already, or can't be kept: many times slower than a copy. */
    private static final String ENTER = """
            insert into lineage.session_events (event_id, ts, tenant_id, agent_id, session_id, correlation_id,
                   event_type, user_id, source, schema_version, payload)
            select * from unnest(?::uuid[], ?::timestamptz[], ?::text[], ?::uuid[], ?::uuid[], ?::text[],
                   ?::text[], ?::text[], ?::text[], ?::int[], ?::jsonb[])
            on conflict (event_id) do nothing""";

    private static final String CONNECTION_FAILURE = "08006";
    private static final Set<String> UNFIT = Set.of("22", "23", "54");
    private static final TypeReference<Map<String, @Nullable Object>> PAYLOAD = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final JsonMapper json;
    private final CopyRows rows;

    JdbcEventLedger(JdbcClient jdbc, JdbcTemplate batches, JsonMapper json) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.json = json;
        this.rows = new CopyRows(json);
    }

    @Override
    public int enter(List<LineageEvent> events) {
        var distinct = distinct(events);
        if (distinct.isEmpty()) {
            return 0;
        }
        try {
            return copy(rows.of(distinct));
        } catch (ArithmeticException unfit) {
            return insert(distinct);
        } catch (DataAccessException failed) {
            if (dataItself(failed).isEmpty()) {
                throw failed;
            }
            return insert(distinct);
        }
    }

    private static List<LineageEvent> distinct(List<LineageEvent> events) {
        var byId = LinkedHashMap.<UUID, LineageEvent>newLinkedHashMap(events.size());
        events.forEach(event -> byId.putIfAbsent(event.eventId(), event));
        return List.copyOf(byId.values());
    }

    private int copy(byte[] stream) {
        ConnectionCallback<Long> copying = connection -> send(connection, stream);
        return Objects.requireNonNull(batches.execute(copying)).intValue();
    }

    private static long send(Connection connection, byte[] stream) throws SQLException {
        try {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(COPY, ByteStreamWriter.of(ByteBuffer.wrap(stream)));
        } catch (IOException broken) {
            throw new SQLException("The copy broke off", CONNECTION_FAILURE, broken);
        }
    }

    private int insert(List<LineageEvent> events) {
        try {
            return batches.update(connection -> entering(connection, events));
        } catch (DataAccessException failed) {
            throw dataItself(failed)
                    .<RuntimeException>map(refused -> UnfitEventException.refused(refused, failed))
                    .orElse(failed);
        }
    }

    /** Classes 22 (data exception), 23 (constraint) and 54 (program limit) come back however often one tries. */
    private static Optional<String> dataItself(DataAccessException failed) {
        return failed.getMostSpecificCause() instanceof SQLException refused
                        && refused.getSQLState() != null
                        && UNFIT.contains(refused.getSQLState().substring(0, 2))
                ? Optional.of(sentence(refused))
                : Optional.empty();
    }

    /** The server's sentence without its details, which quote the row and so what people said. */
    private static String sentence(SQLException refused) {
        return refused instanceof PSQLException known && known.getServerErrorMessage() != null
                ? String.valueOf(known.getServerErrorMessage().getMessage())
                : "the database refused it: " + refused.getSQLState();
    }

    @Override
    public Page<LineageEvent> find(EventQuery query) {
        var statement = EventStatement.of(query);
        var rows = jdbc.sql(statement.sql())
                .params(statement.params())
                .query(this::event)
                .list();
        return Page.cut(rows, query.limit(), last -> new Cursor(last.timestamp(), last.eventId()).encode());
    }

    private PreparedStatement entering(Connection connection, List<LineageEvent> events) throws SQLException {
        var statement = connection.prepareStatement(ENTER);
        statement.setArray(1, column(connection, "uuid", events, LineageEvent::eventId));
        statement.setArray(
                2, column(connection, "text", events, event -> event.timestamp().toString()));
        statement.setArray(3, column(connection, "text", events, LineageEvent::tenantId));
        statement.setArray(4, column(connection, "uuid", events, LineageEvent::agentId));
        statement.setArray(5, column(connection, "uuid", events, LineageEvent::sessionId));
        statement.setArray(6, column(connection, "text", events, LineageEvent::correlationId));
        statement.setArray(7, column(connection, "text", events, LineageEvent::eventType));
        statement.setArray(8, column(connection, "text", events, LineageEvent::userId));
        statement.setArray(9, column(connection, "text", events, LineageEvent::source));
        statement.setArray(10, column(connection, "int4", events, LineageEvent::schemaVersion));
        statement.setArray(11, column(connection, "text", events, this::payload));
        return statement;
    }

    private static Array column(
            Connection connection,
            String type,
            List<LineageEvent> events,
            Function<LineageEvent, @Nullable Object> value)
            throws SQLException {
        var cells = new @Nullable Object[events.size()];
        for (int row = 0; row < cells.length; row++) {
            var cell = value.apply(events.get(row));
            cells[row] = cell == null ? null : StorableText.of(cell.toString());
        }
        return connection.createArrayOf(type, cells);
    }

    private String payload(LineageEvent event) {
        return json.writeValueAsString(StorableText.ofValue(event.payload()));
    }

    private LineageEvent event(ResultSet row, int number) throws SQLException {
        var session = row.getObject("session_id", UUID.class);
        var trace = row.getString("correlation_id");
        var agent = row.getObject("agent_id", UUID.class);
        return new LineageEvent(
                row.getObject("event_id", UUID.class),
                session == null ? null : new SessionId(session),
                row.getString("event_type"),
                json.readValue(row.getString("payload"), PAYLOAD),
                row.getObject("ts", OffsetDateTime.class).toInstant(),
                trace == null ? null : TraceId.of(trace),
                agent == null ? null : new AgentId(agent),
                row.getString("user_id"),
                TenantId.of(row.getString("tenant_id")),
                row.getString("source"),
                row.getInt("schema_version"));
    }
}
