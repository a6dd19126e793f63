package io.aispm.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** What spm-api asks lineage-consumer, asked as it does. */
final class LineageQuestions {

    private static final int SOME = 200;

    /** An answer with at least one event is longer than this. */
    private static final int PLAUSIBLE = 100;

    private final OkHttpClient http = new OkHttpClient();
    private final String base;
    private final String token;
    private final Map<Kind, List<String>> subjects = new EnumMap<>(Kind.class);

    /** The questions that pages of the UI come down to. */
    enum Kind {
        ACTIVITY("an agent's newest 50", "agent_id", "agent_id", ""),
        ACTIVITY_OF_KINDS("an agent's newest 50 of two kinds", "agent_id", "agent_id", "AgentToolCall,AgentLLMCall"),
        SESSION("a session's newest 50", "session_id", "session_id", ""),
        TURN("all of a turn", "correlation_id", "trace_id", "");

        private final String words;
        private final String column;
        private final String parameter;
        private final String types;

        Kind(String words, String column, String parameter, String types) {
            this.words = words;
            this.column = column;
            this.parameter = parameter;
            this.types = types;
        }

        String words() {
            return words;
        }
    }

    LineageQuestions(BenchStack stack, LineageTable table) throws SQLException {
        base = stack.status().at("/services/lineage-consumer/url").asString()
                + "/internal/events?tenant_id=bench&limit=50";
        token = stack.key("service-tokens/spm-api");
        for (var kind : Kind.values()) {
            subjects.put(kind, table.some(kind.column, kind.types, SOME));
        }
    }

    /** Asks that often, each time of another agent, session or turn. */
    Samples ask(Kind kind, int times) {
        var samples = new Samples();
        var of = subjects.getOrDefault(kind, List.of());
        var types = kind.types.isEmpty() ? "" : "&types=" + kind.types;
        for (var n = 0; n < times; n++) {
            var request = new Request.Builder()
                    .url(base + "&" + kind.parameter + "=" + of.get(n % of.size()) + types)
                    .header("Authorization", "Bearer " + token)
                    .build();
            var began = System.nanoTime();
            try (var answer = http.newCall(request).execute()) {
                if (!answer.isSuccessful() || answer.body().string().length() < PLAUSIBLE) {
                    throw new IllegalStateException("the lineage service answered " + answer.code());
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            samples.addNanos(System.nanoTime() - began);
        }
        return samples;
    }
}
