package io.aispm.mcp.control;

import io.aispm.kit.call.CallProperties;
import io.aispm.kit.http.CallLimit;
import io.aispm.kit.json.WireJson;
import io.aispm.kit.service.ServiceTokens;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Puts this service's questions to the internal routes of spm-api. */
@Component
public class ControlPlane {

    private static final MediaType JSON = MediaType.get("application/json");

    private final OkHttpClient http;
    private final HttpUrl root;
    private final ServiceTokens tokens;
    private final JsonMapper json = WireJson.betweenServices();

    ControlPlane(OkHttpClient http, CallProperties properties, ServiceTokens tokens) {
        URI url = Objects.requireNonNull(properties.url(), "spm.controller.url must be set");
        this.http = CallLimit.whole(http, properties.timeout()).build();
        this.root = HttpUrl.get(url.toString());
        this.tokens = tokens;
    }

    /**
     * The answer to a question.
     *
     * @param route the path behind {@code /internal/}
     * @throws IOException where there is none
     */
    public <T> T ask(String route, Object question, Class<T> answer) throws IOException {
        var request = new Request.Builder()
                .url(root.newBuilder().addPathSegments("internal/" + route).build())
                .header("Authorization", "Bearer " + own())
                .post(RequestBody.create(json.writeValueAsBytes(question), JSON))
                .build();
        try (var told = http.newCall(request).execute()) {
            if (!told.isSuccessful()) {
                throw new IOException("the control plane answered " + told.code() + " to " + route);
            }
            return json.readValue(told.body().byteStream(), answer);
        } catch (JacksonException unreadable) {
            throw new IOException("the control plane's answer to " + route + " can't be read", unreadable);
        }
    }

    private String own() throws IOException {
        try {
            return tokens.own();
        } catch (IllegalStateException none) {
            throw new IOException("this service has no token of its own", none);
        }
    }
}
