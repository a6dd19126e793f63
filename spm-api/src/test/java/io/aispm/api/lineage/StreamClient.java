package io.aispm.api.lineage;

import io.aispm.kit.json.WireJson;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One open stream of activity, read over a real socket by a thread of its own. */
final class StreamClient implements AutoCloseable {

    static final OkHttpClient HTTP =
            new OkHttpClient.Builder().readTimeout(10, TimeUnit.SECONDS).build();

    private final JsonMapper json = WireJson.betweenServices();
    private final List<String> ids = new CopyOnWriteArrayList<>();
    private final List<JsonNode> rows = new CopyOnWriteArrayList<>();
    private final List<JsonNode> ends = new CopyOnWriteArrayList<>();
    private final Call call;
    private final Response response;
    private volatile boolean alive;
    private volatile boolean finished;

    private StreamClient(Call call) throws IOException {
        this.call = call;
        this.response = call.execute();
    }

    /** Opens a stream; returns once the platform has said that it is open, or has refused. */
    static StreamClient open(Request.Builder request) throws IOException {
        var client = new StreamClient(HTTP.newCall(request.build()));
        Thread.ofVirtual().start(client::read);
        return client;
    }

    int status() {
        return response.code();
    }

    List<String> ids() {
        return ids;
    }

    List<JsonNode> rows() {
        return rows;
    }

    List<String> texts() {
        return rows.stream().map(row -> row.path("text").asString()).toList();
    }

    List<JsonNode> ends() {
        return ends;
    }

    boolean isAlive() {
        return alive;
    }

    boolean isFinished() {
        return finished;
    }

    @Override
    public void close() {
        call.cancel();
    }

    private void read() {
        try (response) {
            var source = response.body().source();
            var isEnd = false;
            for (var line = source.readUtf8Line(); line != null; line = source.readUtf8Line()) {
                if (line.startsWith(": ping")) {
                    alive = true;
                } else if (line.equals("event: end")) {
                    isEnd = true;
                } else if (line.startsWith("id: ")) {
                    ids.add(line.substring("id: ".length()));
                } else if (line.startsWith("data: ")) {
                    (isEnd ? ends : rows).add(json.readTree(line.substring("data: ".length())));
                }
            }
        } catch (IOException left) {
            alive = false;
        } finally {
            finished = true;
        }
    }
}
