package io.aispm.proxy.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aispm.kit.net.OutboundGuard;
import io.aispm.kit.net.OutboundProperties;
import io.aispm.proxy.LlmException;
import io.aispm.proxy.ProxyProperties;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

class UpstreamCallTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final DataSize LARGE = DataSize.ofMegabytes(1);

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
        var upstream = answering(status);
        var request = new UpstreamRequest("https://models.test/v1", Map.of(), JSON.createObjectNode());

        try (var call = upstream.post(request)) {
            assertThatThrownBy(call::send).isInstanceOfSatisfying(LlmException.class, failure -> {
                assertThat(failure.isMisconfiguration()).isEqualTo(misconfiguration);
                assertThat(failure.remedy()).isEqualTo(remedy);
            });
        }
    }

    private static Upstream answering(int status) {
        Interceptor provider = chain -> new Response.Builder()
                .request(chain.request())
                .protocol(Protocol.HTTP_1_1)
                .code(status)
                .message("")
                .body(ResponseBody.create("{}", MediaType.get("application/json")))
                .build();
        return new Upstream(
                new OkHttpClient.Builder().addInterceptor(provider).build(),
                new OutboundGuard(new OutboundProperties(List.of(), false)),
                JSON,
                new ProxyProperties(WAIT, WAIT, WAIT, WAIT, 0, WAIT, 1, null, LARGE, LARGE));
    }
}
