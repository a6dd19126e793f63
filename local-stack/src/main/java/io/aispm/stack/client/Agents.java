package io.aispm.stack.client;

import io.aispm.stack.machine.StackException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import tools.jackson.databind.JsonNode;

/** What people do with agents, by id or by name. */
public final class Agents {

    private static final String PAGE = "200";
    private static final MediaType ANY = MediaType.get("application/octet-stream");
    private static final Duration LONGEST_SERVER_WAIT = Duration.ofMinutes(2);
    private static final Duration GLANCE = Duration.ofMillis(300);

    private final Platform platform;
    private final InstantSource clock;

    public Agents(Platform platform, InstantSource clock) {
        this.platform = platform;
        this.clock = clock;
    }

    /** What is uploaded. */
    public record Upload(Path code, String name, String version, String type, Optional<Path> requirements) {}

    /** All that there are, newest first, asked for page by page as they are read. */
    public Stream<JsonNode> all() {
        return platform.list("/agents", Map.of("limit", PAGE));
    }

    public JsonNode get(String id) {
        return platform.get("/agents/" + id);
    }

    /** The id for an id or a name; of several versions of a name, the newest. */
    public String idOf(String idOrName) {
        return find(idOrName).orElseThrow(() -> StackException.because("There is no agent '%s'".formatted(idOrName)));
    }

    public Optional<String> find(String idOrName) {
        try {
            return Optional.of(UUID.fromString(idOrName).toString());
        } catch (IllegalArgumentException aName) {
            return platform.list("/agents", Map.of("q", idOrName, "limit", PAGE))
                    .filter(agent -> agent.path("name").asString().equals(idOrName))
                    .map(agent -> agent.path("id").asString())
                    .findFirst();
        }
    }

    /** Uploads and waits until it runs or can't. */
    public JsonNode deploy(Upload upload, Duration wait) {
        var form = new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addFormDataPart("name", upload.name())
                .addFormDataPart("version", upload.version())
                .addFormDataPart("agent_type", upload.type());
        file(form, "code", upload.code());
        upload.requirements().ifPresent(requirements -> file(form, "requirements", requirements));
        var limit = clock.instant().plus(wait);
        var serverWait = wait.compareTo(LONGEST_SERVER_WAIT) > 0 ? LONGEST_SERVER_WAIT : wait;
        var deployed = platform.post("/agents", Map.of("wait", serverWait.toSeconds() + "s"), form.build());
        var id = deployed.path("id").asString();
        if (!state(deployed).equals("starting")) {
            return deployed;
        }
        return await(id, state -> !state.equals("starting"), Duration.between(clock.instant(), limit));
    }

    public void replaceCode(String id, Path code) {
        var form = new MultipartBody.Builder().setType(MultipartBody.FORM);
        file(form, "code", code);
        platform.put("/agents/" + id + "/code", form.build());
    }

    private static void file(MultipartBody.Builder form, String field, Path file) {
        form.addFormDataPart(field, String.valueOf(file.getFileName()), RequestBody.create(file.toFile(), ANY));
    }

    /** Starts it and waits until it runs or can't. */
    public JsonNode start(String id, Duration wait) {
        platform.post("/agents/" + id + "/start", Map.of());
        return await(id, state -> state.equals("running") || state.equals("crashed"), wait);
    }

    /** Stops it and waits until it doesn't run. */
    public JsonNode stop(String id, Duration wait) {
        platform.post("/agents/" + id + "/stop", Map.of());
        return await(id, state -> !state.equals("running") && !state.equals("starting"), wait);
    }

    public void delete(String id) {
        platform.delete("/agents/" + id);
    }

    public JsonNode activity(String id, int limit) {
        return platform.get("/agents/" + id + "/activity", Map.of("limit", Integer.toString(limit)));
    }

    /** Reads rows of activity as they happen; see {@link Platform#follow}. */
    public Optional<JsonNode> follow(String id, Optional<String> last, Runnable opened, Consumer<JsonNode> listener) {
        return platform.follow("/agents/" + id + "/activity/stream", last, opened, listener);
    }

    public static String state(JsonNode agent) {
        return agent.path("runtime_state").asString();
    }

    private JsonNode await(String id, Predicate<String> reached, Duration wait) {
        var limit = clock.instant().plus(wait);
        var agent = get(id);
        while (!reached.test(state(agent)) && clock.instant().isBefore(limit)) {
            pause();
            agent = get(id);
        }
        return agent;
    }

    private static void pause() {
        try {
            Thread.sleep(GLANCE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
