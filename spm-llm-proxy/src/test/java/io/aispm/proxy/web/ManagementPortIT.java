package io.aispm.proxy.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is served where: agents' routes at one port, metrics at another. */
@ProxyTest
class ManagementPortIT {

    private final int agents;
    private final int management;

    @Autowired
    ManagementPortIT(@LocalServerPort int agents, @LocalManagementPort int management) {
        this.agents = agents;
        this.management = management;
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void tellsMetricsOfRequestsAtTheManagementPort() throws Exception {
        assertThat(get(agents, "/v1/models").statusCode()).isEqualTo(401);

        var metrics = get(management, "/metrics");

        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.body())
                .containsPattern("http_server_requests_seconds_count\\{.*status=\"401\",uri=\"/v1/models\"");
    }

    @Test
    void tellsNoMetricsToAgents() throws Exception {
        assertThat(get(agents, "/metrics").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "/v1/chat/completions"})
    void servesNoAgentsAtTheManagementPort(String path) throws Exception {
        assertThat(get(management, path).statusCode()).isEqualTo(404);
    }

    @Test
    void tellsAgentsThatItServes() throws Exception {
        var health = get(agents, "/health");

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(health.headers().firstValue("Cache-Control")).hasValue("no-store");
    }
}
