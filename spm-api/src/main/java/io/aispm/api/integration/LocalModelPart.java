package io.aispm.api.integration;

import io.aispm.kit.health.AskedPart;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether the model that this machine serves by itself answers; where it serves none, nothing is missed. */
@Component
final class LocalModelPart extends AskedPart {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final OkHttpClient http;
    private final @Nullable Request models;

    LocalModelPart(OkHttpClient http, LocalModelProperties model, Clock clock) {
        super("model", clock);
        this.http = http.newBuilder().callTimeout(PATIENCE).build();
        var url = model.localModelUrl();
        this.models = url == null || url.isBlank()
                ? null
                : new Request.Builder().url(url + "/models").build();
    }

    @Override
    protected boolean ask() {
        if (models == null) {
            return true;
        }
        try (var answer = http.newCall(models).execute()) {
            return answer.isSuccessful();
        } catch (IOException away) {
            return false;
        }
    }
}
