package io.aispm.proxy.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.kit.net.OutboundGuard;
import io.aispm.kit.net.OutboundProperties;
import io.aispm.kit.secret.Secret;
import io.aispm.proxy.ProxyProperties;
import io.aispm.proxy.StandInProvider;
import io.aispm.proxy.route.Connector;
import io.aispm.proxy.route.ProviderRoute;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/** The models of a server on this machine, which shows them to those who have the right key. */
class ListedModelsIT {

    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final DataSize LARGE = DataSize.ofMegabytes(1);

    private final StandInProvider server = new StandInProvider();
    private final Upstream upstream = new Upstream(
            new OutboundGuard(new OutboundProperties(List.of(), true)),
            new JsonMapper(),
            new ProxyProperties(WAIT, WAIT, WAIT, WAIT, 0, WAIT, 1, null, LARGE, LARGE));
    private final ListedModels models = new ListedModels(upstream);

    ListedModelsIT() throws IOException {
        server.answers(exchange -> {
            var right = "Bearer right".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            StandInProvider.whole(exchange, right ? 200 : 401, right ? "{\"data\":[{\"id\":\"m-1\"}]}" : "{}");
        });
    }

    @AfterEach
    void end() {
        upstream.close();
        server.close();
    }

    private ProviderRoute with(String key) {
        return new ProviderRoute("i-1", Connector.OLLAMA, server.url("/v1"), null, List.of(), new Secret(key));
    }

    @Test
    void remembersWhatAServerHas() {
        assertThat(models.of(with("right"))).containsExactly("m-1");
        assertThat(models.of(with("right"))).containsExactly("m-1");
        assertThat(server.seen()).hasSize(1);
    }

    @Test
    void asksAgainWithAKeyThatWasPutRight() {
        assertThat(models.of(with("wrong"))).isEmpty();

        assertThat(models.of(with("right"))).containsExactly("m-1");
    }
}
