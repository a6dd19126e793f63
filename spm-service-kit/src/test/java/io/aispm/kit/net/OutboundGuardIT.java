package io.aispm.kit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;

class OutboundGuardIT {

    @Test
    void aRefusedAddressInDigitsIsNeverConnectedTo() throws IOException {
        var calls = new AtomicInteger();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            calls.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            var guard = new OutboundGuard(new OutboundProperties(List.of(), false));
            var client = guard.guard(new OkHttpClient.Builder(), OutboundGuard.Purpose.INTEGRATION)
                    .build();
            var address = "http://127.0.0.1:" + server.getAddress().getPort() + "/";

            assertThatExceptionOfType(AddressRefusedException.class)
                    .isThrownBy(() -> client.newCall(
                                    new Request.Builder().url(address).build())
                            .execute());
            assertThat(calls).hasValue(0);
        } finally {
            server.stop(0);
        }
    }
}
