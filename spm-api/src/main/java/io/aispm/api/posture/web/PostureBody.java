package io.aispm.api.posture.web;

import io.aispm.api.posture.Dimension;
import io.aispm.api.posture.PlannedChanges.Wish;
import io.aispm.api.posture.PostureException;
import io.aispm.kit.json.WireJson;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What a person sends: read field by field, so that each wrong one gets its sentence. */
final class PostureBody {

    private static final int LONGEST_REASON = 2_000;
    private static final int LONGEST_PATH = 500;
    private static final int LONGEST_VALUE = 64 * 1024;
    private static final String NUL = "\\u0000";
    private static final JsonMapper JSON = WireJson.betweenServices();

    private final Map<String, @Nullable Object> body;
    private final List<String> errors = new ArrayList<>();

    private PostureBody(Map<String, @Nullable Object> body, Set<String> known) {
        this.body = body;
        body.keySet().stream()
                .filter(field -> !known.contains(field))
                .sorted()
                .forEach(field -> errors.add("`" + field + "` is no field here."));
    }

    /** An approval of a whole agent. */
    record Approval(@Nullable UUID snapshotId, String reason) {}

    static Approval approval(Map<String, @Nullable Object> body) {
        var read = new PostureBody(body, Set.of("snapshot_id", "reason", "regression_run_id"));
        var reason = read.reason();
        var id = read.text("snapshot_id", LONGEST_PATH);
        var snapshot = id.flatMap(PostureBody::uuid);
        if (id.isPresent() && snapshot.isEmpty()) {
            read.errors.add("`snapshot_id` must be the id of a snapshot.");
        }
        read.refuseRun();
        read.refuse();
        return new Approval(snapshot.orElse(null), reason);
    }

    /** The reason of an acceptance. */
    static String acceptance(Map<String, @Nullable Object> body) {
        var read = new PostureBody(body, Set.of("reason", "regression_run_id"));
        var reason = read.reason();
        read.refuseRun();
        read.refuse();
        return reason;
    }

    static Wish wish(Map<String, @Nullable Object> body) {
        var read = new PostureBody(body, Set.of("dimension", "path", "to", "reason", "expires_at"));
        var dimension = read.text("dimension", LONGEST_PATH).flatMap(Dimension::named);
        if (dimension.isEmpty()) {
            read.errors.add("`dimension` must be one of definition, tools, identity, runtime, memory, guardrails,"
                    + " provider.");
        }
        var path = read.text("path", LONGEST_PATH).orElse(null);
        var to = read.value("to");
        var reason = read.reason();
        var expires = read.text("expires_at", LONGEST_PATH).flatMap(PostureBody::instant);
        if (expires.isEmpty()) {
            read.errors.add("`expires_at` is required: a time as 2030-01-31T12:00:00Z.");
        }
        read.refuse();
        return new Wish(dimension.orElseThrow(), path, to, reason, expires.orElseThrow());
    }

    private String reason() {
        var reason = text("reason", LONGEST_REASON).orElse("");
        if (reason.isBlank()) {
            errors.add("`reason` is required.");
        }
        return reason;
    }

    /** There are no runs yet, so none can be named. */
    private void refuseRun() {
        if (body.get("regression_run_id") != null) {
            errors.add("There is no regression run '" + body.get("regression_run_id") + "'.");
        }
    }

    private Optional<String> text(String field, int longest) {
        var value = body.get(field);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String text) || text.length() > longest || text.indexOf('\0') >= 0) {
            errors.add("`" + field + "` must be a text of at most " + longest + " characters.");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    private @Nullable Object value(String field) {
        var value = body.get(field);
        if (value == null) {
            return null;
        }
        var text = JSON.writeValueAsString(value);
        if (text.length() > LONGEST_VALUE || text.contains(NUL)) {
            errors.add("`" + field + "` must be a value of at most " + LONGEST_VALUE + " characters.");
        }
        return value;
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(String text) {
        try {
            var at = OffsetDateTime.parse(text);
            return at.getYear() > 0 && at.getYear() < 9999 ? Optional.of(at.toInstant()) : Optional.empty();
        } catch (DateTimeParseException malformed) {
            return Optional.empty();
        }
    }

    private void refuse() {
        if (!errors.isEmpty()) {
            throw PostureException.invalid(errors);
        }
    }
}
