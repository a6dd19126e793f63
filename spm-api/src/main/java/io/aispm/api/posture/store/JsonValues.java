package io.aispm.api.posture.store;

import io.aispm.kit.json.WireJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Values of any form, as columns hold them. */
final class JsonValues {

    private static final JsonMapper JSON = WireJson.betweenServices();
    private static final TypeReference<TreeMap<String, Object>> VALUES = new TypeReference<>() {};
    private static final TypeReference<List<String>> WORDS = new TypeReference<>() {};

    private JsonValues() {}

    static @Nullable String text(@Nullable Object value) {
        return value == null ? null : JSON.writeValueAsString(value);
    }

    static @Nullable Object value(ResultSet row, String column) throws SQLException {
        var text = row.getString(column);
        return text == null ? null : JSON.readValue(text, Object.class);
    }

    static SortedMap<String, Object> values(ResultSet row) throws SQLException {
        return JSON.readValue(row.getString("document"), VALUES);
    }

    static List<String> words(ResultSet row, String column) throws SQLException {
        return JSON.readValue(row.getString(column), WORDS);
    }

    static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
