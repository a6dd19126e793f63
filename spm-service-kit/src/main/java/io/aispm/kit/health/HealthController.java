package io.aispm.kit.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers {@code GET /health}; where agents can ask it, with the status alone. */
@RestController
class HealthController {

    private final List<HealthPart> parts;
    private final HealthProperties properties;

    HealthController(List<HealthPart> parts, HealthProperties properties) {
        this.parts = parts;
        this.properties = properties;
    }

    @GetMapping("/health")
    ResponseEntity<Health> health(HttpServletRequest request) {
        var away = new TreeMap<String, String>();
        var degraded = parts.stream()
                .filter(part -> !part.available())
                .peek(part -> {
                    if (part.essential()) {
                        away.put(part.name(), "DOWN");
                    }
                })
                .map(HealthPart::name)
                .distinct()
                .sorted()
                .toList();
        var told = properties.details() && request.getLocalPort() != properties.agentPort();
        if (away.isEmpty()) {
            return answer(HttpStatus.OK, new Health("UP", told ? degraded : null, null));
        }
        return answer(HttpStatus.SERVICE_UNAVAILABLE, new Health("DOWN", null, told ? away : null));
    }

    private static ResponseEntity<Health> answer(HttpStatus status, Health health) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .body(health);
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Health(
            String status,
            @Nullable List<String> degraded,
            @Nullable Map<String, String> parts) {}
}
