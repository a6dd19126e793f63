package io.aispm.proxy.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.proxy.StandInProvider;
import io.aispm.proxy.TestCalls;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@ProxyTest
class LargeAnswersIT {

    private static final int EVENTS = 1_500;
    private static final int EVENT = 8 << 10;

    private final Gateway gateway;
    private final StandInProvider provider = new StandInProvider();

    @Autowired
    LargeAnswersIT(@LocalServerPort int port, ProxyTestBeans.KnownAgents agents) throws IOException {
        this.gateway = new Gateway(port, agents);
    }

    @AfterEach
    void end() {
        provider.close();
    }

    /** Twelve megabytes, of which neither the proxy nor this provider ever has more than an event. */
    @Test
    void aLargeStreamedAnswerCostsNoMemory() throws Exception {
        var event = ("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + "x".repeat(EVENT) + "\"}}]}\n\n")
                .getBytes(StandardCharsets.UTF_8);
        provider.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                for (var count = 0; count < EVENTS; count++) {
                    out.write(event);
                }
                out.write(
                        "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"
                                .getBytes(StandardCharsets.UTF_8));
            }
        });
        var call = TestCalls.to("openai_compatible")
                .config("base_url", provider.url("/v1"))
                .config("model", "m-1")
                .call();
        var request = gateway.request("/v1/chat/completions", gateway.token(call))
                .POST(HttpRequest.BodyPublishers.ofString(Gateway.STREAMED))
                .build();

        try (var http = HttpClient.newHttpClient();
                var answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream())
                        .body()) {
            answer.readNBytes(EVENT);
            var before = heap();
            answer.skipNBytes((long) EVENTS * EVENT / 2);
            assertThat(heap() - before).isLessThan(4L << 20);
            assertThat(answer.transferTo(OutputStream.nullOutputStream()))
                    .isGreaterThan((long) EVENTS * EVENT / 2 - EVENT);
        }
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
