package io.aispm.api.lineage.web;

import io.aispm.api.identity.Allowed;
import io.aispm.api.identity.Principal;
import io.aispm.api.identity.Role;
import io.aispm.api.identity.Standing;
import io.aispm.api.lineage.ActivityKind;
import io.aispm.api.lineage.LineageException;
import io.aispm.api.lineage.feed.ActivityStreams;
import io.aispm.contract.agent.AgentId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Shows what an agent does and what happens to it, as it happens. */
@RestController
class ActivityStreamController {

    private final ActivityStreams streams;
    private final JsonMapper json;

    ActivityStreamController(ActivityStreams streams, JsonMapper json) {
        this.streams = streams;
        this.json = json;
    }

    /** {@code after} is for a client that can't set the header on its first connection; the header wins. */
    @GetMapping("/api/spm/agents/{id}/activity/stream")
    @Allowed({Role.ADMIN, Role.OPERATOR, Role.AUDITOR})
    @Operation(
            summary = "The rows of activity as they happen, as server-sent events with the row's id",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content = @Content(mediaType = "text/event-stream", schema = @Schema(type = "string"))))
    void stream(
            Principal person,
            Standing standing,
            @PathVariable AgentId id,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String after,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
            HttpServletResponse response) {
        var types = kind == null ? List.<String>of() : ActivityKind.typesOf(kind);
        var wanted = new ActivityStreams.Wanted(id, types, event(StringUtils.hasText(last) ? last : after));
        streams.show(person, standing, wanted, () -> new SseReader(response, json));
    }

    private static @Nullable UUID event(@Nullable String text) {
        if (!StringUtils.hasText(text)) {
            return null;
        }
        try {
            return UUID.fromString(text.strip());
        } catch (IllegalArgumentException malformed) {
            throw LineageException.badEventId();
        }
    }
}
