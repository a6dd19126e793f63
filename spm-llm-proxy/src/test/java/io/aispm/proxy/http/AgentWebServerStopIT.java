package io.aispm.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.GracefulShutdownResult;

/** What is served when the server stops is served to its end. */
class AgentWebServerStopIT {

    private final ServerUnderTest server = new ServerUnderTest();

    @AfterEach
    void end() {
        server.close();
    }

    private RawCaller caller() {
        return server.caller();
    }

    @Test
    void waitsForWhatAHandlerDoesAfterItsAnswer() throws Exception {
        var result = new CompletableFuture<GracefulShutdownResult>();
        try (var caller = caller()) {
            assertThat(caller.post("/answered", "").answer().body()).isEqualTo("answered");
            assertThat(server.reached.await(10, TimeUnit.SECONDS)).isTrue();

            server.server.shutDownGracefully(result::complete);

            assertThat(caller.isClosed()).isTrue();
            assertThat(result).isNotDone();
            server.release.countDown();
            assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo(GracefulShutdownResult.IDLE);
            assertThat(server.gone.getCount()).isZero();
        }
    }

    @Test
    void servesWhatIsServedWhenItStops() throws Exception {
        var result = new CompletableFuture<GracefulShutdownResult>();
        try (var idle = caller();
                var busy = caller()) {
            assertThat(idle.post("/echo", "here").answer().status()).isEqualTo(200);
            busy.post("/later", "until the end");
            assertThat(server.reached.await(10, TimeUnit.SECONDS)).isTrue();
            var port = server.server.getPort();

            server.server.shutDownGracefully(result::complete);

            assertThat(idle.isClosed()).isTrue();
            await().until(() -> isRefused(port));
            assertThat(result).isNotDone();
            server.release.countDown();
            assertThat(busy.answer().body()).isEqualTo("until the end");
            assertThat(busy.isClosed()).isTrue();
        }
        assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo(GracefulShutdownResult.IDLE);

        server.close();
        assertThat(server.stopped).hasValue(1);
    }

    private static boolean isRefused(int port) throws IOException {
        try (var _ = new RawCaller(port)) {
            return false;
        } catch (UncheckedIOException refused) {
            return true;
        }
    }
}
