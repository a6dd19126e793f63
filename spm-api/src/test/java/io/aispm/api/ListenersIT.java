package io.aispm.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.web.AgentListener;
import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpmApiTest
class ListenersIT {

    private final OkHttpClient http = new OkHttpClient();

    @LocalServerPort
    private int peoplesPort;

    @Autowired
    private AgentListener agents;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/spm/agents",
                "/internal/calls",
                "/ui/",
                "/",
                "/api/spm/policies",
                "/agent-facing/agents/x/bootstrap",
                "/agents/x/../../api/spm/policies"
            })
    void agentsReachNoRouteOfPeopleOrServices(String path) throws IOException {
        try (var answer = get(agents.port(), path)) {
            assertThat(answer.code()).isEqualTo(404);
        }
    }

    @Test
    void peopleReachNoRouteOfAgents() throws IOException {
        try (var answer = get(peoplesPort, "/agent-facing/agents/x/bootstrap")) {
            assertThat(answer.code()).isEqualTo(404);
        }
    }

    @Test
    void agentsAreToldTheStatusOnly() throws IOException {
        try (var answer = get(agents.port(), "/health")) {
            assertThat(answer.body().string()).isEqualTo("{\"status\":\"UP\"}");
        }
    }

    @Test
    void peopleAreToldWhatIsAway() throws IOException {
        try (var answer = get(peoplesPort, "/health")) {
            assertThat(answer.code()).isEqualTo(200);
            assertThat(answer.body().string()).contains("\"status\":\"UP\"").contains("\"degraded\":[");
        }
    }

    private Response get(int port, String path) throws IOException {
        return http.newCall(new Request.Builder()
                        .url("http://127.0.0.1:" + port + path)
                        .build())
                .execute();
    }
}
