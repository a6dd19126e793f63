package io.aispm.api.chat;

import io.aispm.kit.json.WireJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person's client of chat, over a real socket. */
final class ChatClient {

    private static final MediaType JSON = MediaType.get("application/json");
    private final OkHttpClient http =
            new OkHttpClient.Builder().readTimeout(30, TimeUnit.SECONDS).build();
    private final JsonMapper json = WireJson.betweenServices();
    private final String base;
    private final String bearer;

    ChatClient(int port, String bearer) {
        this.base = "http://127.0.0.1:" + port + "/api/spm/agents/";
        this.bearer = bearer;
    }

    /** All frames of one turn. */
    List<JsonNode> chat(Object agent, Map<String, ?> body) throws IOException {
        try (var response = call(agent, json.writeValueAsString(body)).execute()) {
            var frames = new ArrayList<JsonNode>();
            try (var lines = new BufferedReader(response.body().charStream())) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("data: ")) {
                        frames.add(json.readTree(line.substring("data: ".length())));
                    }
                }
            }
            return frames;
        }
    }

    Response post(Object agent, String body) throws IOException {
        return call(agent, body).execute();
    }

    Call call(Object agent, String body) {
        return http.newCall(new Request.Builder()
                .url(base + agent + "/chat")
                .header("Authorization", bearer)
                .post(RequestBody.create(body, JSON))
                .build());
    }

    JsonNode get(String path) throws IOException {
        try (var response = http.newCall(new Request.Builder()
                        .url(base + path)
                        .header("Authorization", bearer)
                        .build())
                .execute()) {
            return json.readTree(response.body().string());
        }
    }
}
