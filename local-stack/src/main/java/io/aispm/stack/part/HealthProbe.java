package io.aispm.stack.part;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a part how it is. */
public final class HealthProbe {

    private static final OkHttpClient HTTP = new OkHttpClient.Builder()
            .connectTimeout(Duration.ofSeconds(1))
            .readTimeout(Duration.ofSeconds(5))
            .build();

    private HealthProbe() {}

    /** How a part says it is; a part that doesn't answer is DOWN. */
    public record Health(String status, List<String> degraded) {

        private static final Health DOWN = new Health("DOWN", List.of());

        public boolean isUp() {
            return status.equals("UP");
        }
    }

    public static Health ask(String url) {
        var request = new Request.Builder().url(url + "/health").build();
        try (var answer = HTTP.newCall(request).execute()) {
            if (answer.code() != 200) {
                return Health.DOWN;
            }
            return read(JsonMapper.shared().readTree(answer.body().string()));
        } catch (IOException | JacksonException away) {
            return Health.DOWN;
        }
    }

    /** OPA answers an empty object when it is well. */
    private static Health read(JsonNode body) {
        var degraded = new ArrayList<String>();
        body.path("degraded").forEach(part -> degraded.add(part.asString()));
        return new Health(body.path("status").asString("UP"), List.copyOf(degraded));
    }
}
