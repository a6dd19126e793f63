package io.aispm.kit.health;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the parts that a service leans on say together. */
public final class ServiceHealth {

    private final List<HealthPart> parts;

    ServiceHealth(List<HealthPart> parts) {
        this.parts = parts;
    }

    /**
     * The answer of {@code GET /health}.
     *
     * @param degraded the parts that are away although the service serves; null where the reader is told the status alone
     * @param parts the parts without which it can't serve, and which are away; null where it serves
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Health(
            String status,
            @Nullable List<String> degraded,
            @Nullable Map<String, String> parts) {

        /** Whether the service serves. */
        @JsonIgnore
        public boolean isUp() {
            return "UP".equals(status);
        }
    }

    /** Asks all parts; whoever may be told reads which of them are away. */
    public Health ask(boolean told) {
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
        return away.isEmpty()
                ? new Health("UP", told ? degraded : null, null)
                : new Health("DOWN", null, told ? away : null);
    }
}
