package io.aispm.guard.model;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a guard model is and how it is asked.
 *
 * @param baseUrl the endpoint; {@code /chat/completions} is appended, or {@code /api/chat} for Ollama's own dialect
 * @param timeout for one answer, connecting included; the gate's own limit holds besides
 */
public record RemoteGuardSettings(
        URI baseUrl,
        String model,
        AnswerFormat format,
        Dialect dialect,
        @Nullable String apiKey,
        Duration timeout) {

    /** The key stays out of logs. */
    @Override
    public String toString() {
        return "RemoteGuardSettings[" + model + " " + format + "]";
    }
}
