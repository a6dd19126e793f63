package io.aispm.api.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LocalModelPartTests {

    @Test
    void isThereWhileItListsItsModels() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/models", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        var url = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";

        var up = part(url).available();
        server.stop(0);

        assertThat(up).isTrue();
        assertThat(part(url).available()).isFalse();
    }

    @Test
    void isNotMissedWhereThereIsNone() {
        assertThat(part("").available()).isTrue();
        assertThat(part(null).available()).isTrue();
    }

    private static LocalModelPart part(@Nullable String url) {
        return new LocalModelPart(new OkHttpClient(), new LocalModelProperties(url, "m", "Local"), Clock.systemUTC());
    }
}
