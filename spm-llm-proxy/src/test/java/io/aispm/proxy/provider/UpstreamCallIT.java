package io.aispm.proxy.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aispm.kit.net.OutboundGuard;
import io.aispm.kit.net.OutboundProperties;
import io.aispm.proxy.LlmException;
import io.aispm.proxy.ProxyProperties;
import io.aispm.proxy.StandInProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

class UpstreamCallIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final DataSize LARGE = DataSize.ofMegabytes(1);

    private final StandInProvider provider = new StandInProvider();
    private final Upstream upstream = new Upstream(
            new OutboundGuard(new OutboundProperties(List.of(), true)),
            JSON,
            new ProxyProperties(WAIT, WAIT, WAIT, WAIT, 0, WAIT, 1, null, LARGE, LARGE));

    UpstreamCallIT() throws IOException {}

    @AfterEach
    void end() {
        upstream.close();
        provider.close();
    }

    private UpstreamRequest request() {
        return new UpstreamRequest(provider.url("/v1"), Map.of(), JSON.createObjectNode());
    }

    @ParameterizedTest
    @CsvSource({
        "401, true, ELSEWHERE",
        "402, true, ELSEWHERE",
        "403, true, ELSEWHERE",
        "404, true, ELSEWHERE",
        "302, true, ELSEWHERE",
        "500, false, AGAIN",
        "501, false, ELSEWHERE",
        "503, false, AGAIN",
        "504, false, ELSEWHERE",
        "429, false, AGAIN",
        "400, false, NONE"
    })
    void tellsAnIntegrationThatIsWrongFromAProviderThatFails(
            int status, boolean misconfiguration, LlmException.Remedy remedy) {
        provider.answers(status, "{}");

        try (var call = upstream.post(request())) {
            assertThatThrownBy(call::send).isInstanceOfSatisfying(LlmException.class, failure -> {
                assertThat(failure.isMisconfiguration()).isEqualTo(misconfiguration);
                assertThat(failure.remedy()).isEqualTo(remedy);
            });
        }
    }

    @Test
    void servesCallsOneAfterTheOtherOverOneConnection() {
        Set<Integer> ports = new ConcurrentSkipListSet<>();
        provider.answers(exchange -> {
            ports.add(exchange.getRemoteAddress().getPort());
            StandInProvider.whole(exchange, 200, "{}");
        });

        for (var count = 0; count < 3; count++) {
            try (var call = upstream.post(request())) {
                call.send();
                assertThat(call.whole().isEmpty()).isTrue();
            }
        }

        assertThat(ports).hasSize(1);
    }

    @Test
    void endsACallThatTakesTooLongInAll() {
        provider.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (var count = 0; count < 40; count++) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                Thread.sleep(100);
            }
            exchange.close();
        });

        try (var call = upstream.post(request())) {
            call.send();
            assertThatThrownBy(call::whole)
                    .isInstanceOfSatisfying(
                            LlmException.class, late -> assertThat(late.code()).isEqualTo("upstream_timeout"));
        }
    }

    @Test
    void callsAgainWhereAKeptConnectionWasClosedMeanwhile() throws IOException {
        try (var forgetful = new ForgetfulProvider()) {
            for (var count = 0; count < 5; count++) {
                var request = new UpstreamRequest(forgetful.url(), Map.of(), JSON.createObjectNode());
                try (var call = upstream.post(request)) {
                    call.send();
                    assertThat(call.whole().isEmpty()).isTrue();
                }
            }
            assertThat(forgetful.answered()).isEqualTo(5);
        }
    }

    @Test
    void endsACallThatWasCancelledBeforeItWasSent() {
        provider.answers(200, "{}");

        try (var call = upstream.post(request())) {
            call.cancel();
            assertThatThrownBy(call::send).isInstanceOf(LlmException.class);
        }
        assertThat(provider.seen()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"204", "200"})
    void failsOnAnAnswerWithoutABody(int status) {
        provider.answers(exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });

        try (var call = upstream.post(request())) {
            call.send();
            assertThatThrownBy(call::whole)
                    .isInstanceOfSatisfying(
                            LlmException.class,
                            broken -> assertThat(broken.code()).isEqualTo("upstream_error"));
        }
    }

    @ParameterizedTest
    @CsvSource({"http://my_model:8000/v1", "HTTP://models.test/v1", "http://models.test//v1", "http://[::1]:8000/v1"})
    void takesAddressesAsPeopleWriteThem(String url) {
        try (var call = upstream.post(new UpstreamRequest(url, Map.of(), JSON.createObjectNode()))) {
            assertThat(call.isCancelled()).isFalse();
        }
    }

    @Test
    void refusesAKeyThatIsMoreThanOneLine() {
        var request = new UpstreamRequest(
                provider.url("/v1"), Map.of("Authorization", "Bearer k\r\nX-Other: v"), JSON.createObjectNode());

        assertThatThrownBy(() -> upstream.post(request)).hasMessageContaining("key is malformed");
        assertThat(provider.seen()).isEmpty();
    }
}
