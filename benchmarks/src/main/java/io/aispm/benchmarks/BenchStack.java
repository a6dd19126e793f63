package io.aispm.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A stack that is started for the benchmarks alone, on ports and a data folder of its own, and driven over HTTP. */
final class BenchStack implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    /** Metrics lie so far above a service's own port. */
    private static final int MANAGEMENT = 10_000;

    private static final MediaType JSON_TYPE = MediaType.get("application/json");

    private final OkHttpClient http =
            new OkHttpClient.Builder().readTimeout(Duration.ofMinutes(3)).build();
    private final Path data;
    /** Whoever ends a benchmark early leaves no stack behind. */
    private final Thread atExit = new Thread(
            () -> {
                exiting = true;
                aispm("down");
            },
            "bench-down");

    private volatile boolean exiting;

    private boolean failed;
    private @Nullable JsonNode status;
    private @Nullable String token;

    private final Map<String, String> environment;
    private final List<String> options;

    BenchStack() {
        this(Map.of(), List.of());
    }

    /** One with more options for {@code up}, and variables that it is started with. */
    BenchStack(Map<String, String> environment, List<String> options) {
        this.environment = Map.copyOf(environment);
        this.options = List.copyOf(options);
        try {
            data = Files.createTempDirectory("aispm-bench");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Starts the stack unless it runs. */
    void up() {
        if (status == null) {
            var up = new ArrayList<>(List.of("up", "--detach", "--port-offset", "14200"));
            up.addAll(options);
            aispm(up.toArray(String[]::new));
            status = JSON.readTree(aispm("status", "--json"));
            token = aispm("token", "--tenant", "bench").strip();
        }
    }

    /** Stops it; its data stays. */
    void down() {
        aispm("down");
        status = null;
    }

    /** The status document of the running stack. */
    JsonNode status() {
        up();
        if (status == null) {
            throw new IllegalStateException("the stack does not run");
        }
        return status;
    }

    /** A link into the admin UI that signs its administrator in, once. */
    String signInLink() {
        return aispm("open", "--print", "--tenant", "bench").strip();
    }

    /** A secret that the stack has made for itself, by its name in the folder of keys. */
    String key(String name) {
        try {
            return Files.readString(data.resolve("keys").resolve(name)).strip();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** A counter's value in a service's metrics. */
    double counter(String service, String name) {
        return metrics(service)
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    /** Registers an agent that doesn't run; answers its id. */
    String register(String name, byte[] code) {
        var form = fields(name, code).addFormDataPart("deploy_after", "false").build();
        return JSON.readTree(call(request("/api/spm/agents").post(form)))
                .path("id")
                .asString();
    }

    /** Reads an event stream's lines until the listener says that it has had enough. */
    void stream(String path, Predicate<String> goesOn) {
        try (var answer = http.newCall(request(path).build()).execute()) {
            var source = answer.body().source();
            var line = source.readUtf8Line();
            while (line != null && goesOn.test(line)) {
                line = source.readUtf8Line();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Registers an agent and waits until it runs; answers its id. */
    String deploy(String name, byte[] code) {
        var agent = JSON.readTree(call(request("/api/spm/agents?wait=60s").post(form(name, code))));
        if (!agent.path("runtime_state").asString().equals("running")) {
            throw new IllegalStateException(
                    "the agent does not run: " + agent.path("state_reason").asString());
        }
        return agent.path("id").asString();
    }

    /** Begins a deployment and does not wait for it; answers the agent's id. */
    String begin(String name, byte[] code) {
        return JSON.readTree(call(request("/api/spm/agents").post(form(name, code))))
                .path("id")
                .asString();
    }

    /** Tells an agent to start. */
    void start(String agent) {
        call(request("/api/spm/agents/" + agent + "/start").post(RequestBody.EMPTY));
    }

    /** Stops an agent and returns when it has stopped. */
    void stop(String agent) {
        call(request("/api/spm/agents/" + agent + "/stop").post(RequestBody.EMPTY));
        awaitState(agent, "stopped");
    }

    /** Returns as soon as the agent is in that state. */
    void awaitState(String agent, String wanted) {
        while (true) {
            var state = JSON.readTree(call(request("/api/spm/agents/" + agent).get()));
            if (state.path("runtime_state").asString().equals(wanted)) {
                return;
            }
            if (state.path("runtime_state").asString().equals("crashed")) {
                throw new IllegalStateException(
                        "the agent crashed: " + state.path("state_reason").asString());
            }
            Waiting.nanos(5_000_000);
        }
    }

    /** Sends a JSON body, which must be accepted. */
    void post(String path, Map<String, ?> body) {
        call(request(path).post(RequestBody.create(JSON.writeValueAsBytes(body), JSON_TYPE)));
    }

    /** Sends a JSON body that replaces what is there, which must be accepted. */
    void put(String path, Map<String, ?> body) {
        call(request(path).put(RequestBody.create(JSON.writeValueAsBytes(body), JSON_TYPE)));
    }

    void delete(String agent) {
        call(request("/api/spm/agents/" + agent).delete());
    }

    /** One turn, to its last frame; answers the reply. */
    String chat(String agent, String message) {
        var body = RequestBody.create(JSON.writeValueAsBytes(Map.of("message", message)), JSON_TYPE);
        var frames = call(request("/api/spm/agents/" + agent + "/chat").post(body))
                .lines()
                .filter(line -> line.startsWith("data:"))
                .map(line -> JSON.readTree(line.substring("data:".length())))
                .toList();
        var last = frames.getLast();
        if (!last.path("type").asString().equals("done")) {
            throw new IllegalStateException("the turn failed: " + last);
        }
        return last.path("text").asString();
    }

    @Override
    public void close() {
        if (exiting) {
            return;
        }
        aispm("down");
        Runtime.getRuntime().removeShutdownHook(atExit);
        if (!failed) {
            delete();
        }
    }

    /** Its data may be gigabytes; where it failed, its logs say why. */
    private void delete() {
        try (var files = Files.walk(data)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException kept) {
            System.err.println("# not all of " + data + " could be deleted: " + kept.getMessage());
        }
    }

    private static MultipartBody form(String name, byte[] code) {
        return fields(name, code).build();
    }

    private static MultipartBody.Builder fields(String name, byte[] code) {
        return new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addFormDataPart("name", name)
                .addFormDataPart("version", "1.0")
                .addFormDataPart("agent_type", "custom")
                .addFormDataPart("code", "agent.py", RequestBody.create(code, MediaType.get("text/x-python")));
    }

    /** What spm-api's metrics say, in Prometheus' words. */
    String metrics() {
        return metrics("spm-api");
    }

    private String metrics(String service) {
        var own =
                HttpUrl.get(status().path("services").path(service).path("url").asString());
        return call(new Request.Builder()
                .url(own.newBuilder()
                        .port(own.port() + MANAGEMENT)
                        .addPathSegment("metrics")
                        .build()));
    }

    private Request.Builder request(String path) {
        return new Request.Builder()
                .url(status().at("/services/spm-api/url").asString() + path)
                .header("Authorization", "Bearer " + token);
    }

    private String call(Request.Builder request) {
        try (var answer = http.newCall(request.build()).execute()) {
            var text = answer.body().string();
            if (!answer.isSuccessful()) {
                throw new IllegalStateException(answer.code() + " " + text);
            }
            return text;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private String aispm(String... arguments) {
        var command = new ArrayList<>(List.of("./aispm"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data-dir", data.toString()));
        try {
            var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(environment);
            var process = builder.start();
            process.getOutputStream().close();
            var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                failed = true;
                throw new IllegalStateException("./aispm " + arguments[0] + " failed");
            }
            return out;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }
}
