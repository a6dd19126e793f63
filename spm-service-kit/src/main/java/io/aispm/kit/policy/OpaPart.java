package io.aispm.kit.policy;

import io.aispm.kit.health.AskedPart;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** Whether the policy engine answers and has its bundle. */
public final class OpaPart extends AskedPart {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final OkHttpClient http;
    private final Request health;

    public OpaPart(OkHttpClient http, OpaProperties properties, Clock clock) {
        super("opa", clock);
        this.http = http.newBuilder().callTimeout(PATIENCE).build();
        this.health = new Request.Builder()
                .url(HttpUrl.get(properties.url().toString())
                        .newBuilder()
                        .addPathSegment("health")
                        .addQueryParameter("bundles", "true")
                        .build())
                .build();
    }

    @Override
    protected boolean ask() {
        try (var answer = http.newCall(health).execute()) {
            return answer.isSuccessful();
        } catch (IOException away) {
            return false;
        }
    }
}
