package io.aispm.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One person's way to the platform's REST API. */
final class Api {

    private static final JsonMapper JSON = new JsonMapper();
    private static final MediaType JSON_TYPE = MediaType.get("application/json");
    private static final OkHttpClient HTTP =
            new OkHttpClient.Builder().readTimeout(Duration.ofMinutes(3)).build();

    private final String base;
    private final @Nullable String token;

    Api(String base, @Nullable String token) {
        this.base = base;
        this.token = token;
    }

    /** An administrator of a tenant. */
    static Api admin(String tenant) {
        return as("spm:admin", tenant, "admin");
    }

    /** A person with one role. */
    static Api as(String role, String tenant, String user) {
        return new Api(Stack.get().api(), Stack.token(role, tenant, user));
    }

    /** Somebody without a token, or with a wrong one. */
    static Api stranger(@Nullable String token) {
        return new Api(Stack.get().api(), token);
    }

    Answer get(String path) {
        return call(request(path).get());
    }

    Answer delete(String path) {
        return call(request(path).delete());
    }

    Answer post(String path, Map<String, ?> body) {
        return call(request(path).post(json(body)));
    }

    Answer put(String path, Map<String, ?> body) {
        return call(request(path).put(json(body)));
    }

    Answer patch(String path, Map<String, ?> body) {
        return call(request(path).patch(json(body)));
    }

    /** Registers an agent and waits until it runs or has crashed. */
    Answer register(String name, byte[] code, Map<String, String> fields) {
        return call(request("/api/spm/agents?wait=60s").post(upload(name, "agent.py", code, fields)));
    }

    Answer upload(String path, String name, String filename, byte[] code, Map<String, String> fields) {
        return call(request(path).post(upload(name, filename, code, fields)));
    }

    /** Sends a turn and reads its frames to the end. */
    List<JsonNode> chat(String agent, Map<String, ?> body) {
        try (var answer = HTTP.newCall(request("/api/spm/agents/" + agent + "/chat")
                        .header("Accept", "text/event-stream")
                        .post(json(body))
                        .build())
                .execute()) {
            var frames = new ArrayList<JsonNode>();
            var source = answer.body().source();
            if (answer.code() != 200) {
                throw new AssertionError(answer.code() + " " + source.readUtf8());
            }
            String line;
            while ((line = source.readUtf8Line()) != null) {
                if (line.startsWith("data:")) {
                    frames.add(JSON.readTree(line.substring("data:".length())));
                }
            }
            return frames;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Request.Builder request(String path) {
        var request = new Request.Builder().url(base + path);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private static Answer call(Request.Builder request) {
        try (var answer = HTTP.newCall(request.build()).execute()) {
            var text = answer.body().string();
            return new Answer(
                    answer.code(),
                    Objects.requireNonNullElse(answer.header("Content-Type"), ""),
                    text,
                    answer.header("Link"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static MultipartBody upload(String name, String filename, byte[] code, Map<String, String> fields) {
        var form = new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addFormDataPart("name", name)
                .addFormDataPart("code", filename, RequestBody.create(code, MediaType.get("text/x-python")));
        fields.forEach(form::addFormDataPart);
        if (!fields.containsKey("version")) {
            form.addFormDataPart("version", "1.0");
        }
        if (!fields.containsKey("agent_type")) {
            form.addFormDataPart("agent_type", "custom");
        }
        return form.build();
    }

    private static RequestBody json(Map<String, ?> body) {
        return RequestBody.create(JSON.writeValueAsBytes(body), JSON_TYPE);
    }

    /** An answer, whole. */
    record Answer(
            int status,
            String contentType,
            String body,
            @Nullable String link) {

        JsonNode json() {
            return JSON.readTree(body);
        }

        /** The problem's code; an error if this is no problem document. */
        String code() {
            if (!contentType.startsWith("application/problem+json")) {
                throw new AssertionError("no problem: " + status + " " + contentType + " " + body);
            }
            return json().path("code").asString();
        }

        Answer expect(int wanted) {
            if (status != wanted) {
                throw new AssertionError("wanted " + wanted + ", got " + status + " " + body);
            }
            return this;
        }
    }
}
