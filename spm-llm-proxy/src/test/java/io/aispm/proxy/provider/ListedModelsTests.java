package io.aispm.proxy.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.kit.net.OutboundGuard;
import io.aispm.kit.net.OutboundProperties;
import io.aispm.kit.secret.Secret;
import io.aispm.proxy.ProxyProperties;
import io.aispm.proxy.route.Connector;
import io.aispm.proxy.route.ProviderRoute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

class ListedModelsTests {

    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final DataSize LARGE = DataSize.ofMegabytes(1);

    private final List<String> asked = new ArrayList<>();
    private final ListedModels models = new ListedModels(upstream());

    private static ProviderRoute with(String key) {
        return new ProviderRoute("i-1", Connector.OLLAMA, "https://ollama.test/v1", null, List.of(), new Secret(key));
    }

    @Test
    void remembersWhatAServerHas() {
        assertThat(models.of(with("right"))).containsExactly("m-1");
        assertThat(models.of(with("right"))).containsExactly("m-1");
        assertThat(asked).hasSize(1);
    }

    @Test
    void asksAgainWithAKeyThatWasPutRight() {
        assertThat(models.of(with("wrong"))).isEmpty();

        assertThat(models.of(with("right"))).containsExactly("m-1");
    }

    /** A way to a server that has one model, for those who show the right key. */
    private Upstream upstream() {
        Interceptor server = chain -> {
            var key = String.valueOf(chain.request().header("Authorization"));
            asked.add(key);
            var right = key.equals("Bearer right");
            return new Response.Builder()
                    .request(chain.request())
                    .protocol(Protocol.HTTP_1_1)
                    .code(right ? 200 : 401)
                    .message("")
                    .body(ResponseBody.create(
                            right ? "{\"data\":[{\"id\":\"m-1\"}]}" : "{}", MediaType.get("application/json")))
                    .build();
        };
        return new Upstream(
                new OkHttpClient.Builder().addInterceptor(server).build(),
                new OutboundGuard(new OutboundProperties(List.of(), false)),
                new JsonMapper(),
                new ProxyProperties(WAIT, WAIT, WAIT, WAIT, 0, WAIT, 1, null, LARGE, LARGE));
    }
}
