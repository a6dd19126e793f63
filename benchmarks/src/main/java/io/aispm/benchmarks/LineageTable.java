package io.aispm.benchmarks;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;

/** The table that lineage is kept in. */
final class LineageTable implements AutoCloseable {

    private static final String COLUMNS =
            "event_id, ts, tenant_id, agent_id, session_id, correlation_id, event_type, user_id,"
                    + " source, schema_version, payload";

    /**
     * Thirty days of one tenant: a thousand agents of which some do much more than others, ten events a turn, five turns a
     * session. {@code uuidv7(shift)} makes the id of a moment in the past.
     */
    private static final String FILL = """
            insert into lineage.session_events
            select uuidv7(n.age), now() + n.age, 'bench',
                   md5('agent' || floor(1000 * power(random(), 3)))::uuid,
                   md5('session' || n.i / 50)::uuid, md5('turn' || n.i / 10),
                   (array['AgentChatMessage', 'AgentToolCall', 'AgentLLMCall', 'GuardDecision', 'PolicyDecision'])[1 + n.i % 5],
                   'ada', 'spm-api', 1,
                   '{"ok": true, "role": "user", "text": "How much was sold in March, and to whom?", "verdict": "allow",
                     "model": "claude-x", "prompt_tokens": 812, "completion_tokens": 240, "duration_ms": 900}'
              from (select i, (i - :rows) * (interval '30 days' / :rows) as age
                      from generate_series(:from, :to) as i) as n""";

    private static final int PIECE = 500_000;

    private final Connection connection;

    LineageTable(BenchStack stack) throws SQLException {
        connection = DriverManager.getConnection(
                stack.status().at("/postgres/jdbc_url").asString());
    }

    /** How many events it holds. */
    long count() throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from lineage.session_events")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Puts rows in; its indexes but the primary key are made anew afterwards, which is many times faster. */
    void fill(long rows) throws SQLException {
        try (var statement = connection.createStatement()) {
            var indexes = indexes(statement);
            for (var name : indexes.keySet()) {
                statement.execute("drop index " + name);
            }
            for (long from = 1; from <= rows; from += PIECE) {
                statement.execute(FILL.replace(":rows", rows + "::bigint")
                        .replace(":from", from + "::bigint")
                        .replace(":to", Math.min(rows, from + PIECE - 1) + "::bigint"));
                System.err.println("#   " + Math.min(rows, from + PIECE - 1));
            }
            statement.execute("set maintenance_work_mem = '1GB'");
            for (var definition : indexes.values()) {
                statement.execute(definition);
            }
            statement.execute("vacuum analyze lineage.session_events");
        }
    }

    private static Map<String, String> indexes(Statement statement) throws SQLException {
        try (var rows =
                statement.executeQuery("select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index"
                        + " where indrelid = 'lineage.session_events'::regclass and not indisprimary")) {
            var definitions = new LinkedHashMap<String, String>();
            while (rows.next()) {
                // A partitioned index is told as one of the parent only, which no question could use.
                definitions.put(rows.getString(1), rows.getString(2).replace(" ON ONLY ", " ON "));
            }
            return definitions;
        }
    }

    /** How long one copy of the rows takes into an empty table with the same columns and indexes. */
    double secondsToCopy(List<LineageTopic.Event> events) throws SQLException {
        var text = new StringBuilder();
        events.forEach(event -> text.append(event.copyLine()).append('\n'));
        try (var statement = connection.createStatement()) {
            statement.execute("create table lineage.bench_copy (like lineage.session_events including all)");
            try {
                var began = System.nanoTime();
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "copy lineage.bench_copy (" + COLUMNS + ") from stdin",
                                new StringReader(text.toString()));
                return (System.nanoTime() - began) / 1e9;
            } catch (IOException broken) {
                throw new SQLException(broken);
            } finally {
                statement.execute("drop table lineage.bench_copy");
            }
        }
    }

    /**
     * Some values of a column, each once, of rows that are there; of some types only, separated by
     * commas, where any is named.
     */
    List<String> some(String column, String types, int most) throws SQLException {
        var ofTypes = types.isEmpty() ? "" : " and event_type in ('" + types.replace(",", "', '") + "')";
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select distinct " + column + "::text from (select " + column
                        + " from lineage.session_events tablesample system (0.2) where tenant_id = 'bench' and "
                        + column
                        + " is not null" + ofTypes + ") as sampled limit " + most)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
