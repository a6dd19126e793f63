package io.aispm.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.web.server.GracefulShutdownResult;
import org.springframework.boot.web.server.WebServer;

/** The server on a port of its own, with handlers that do what their path says. */
class AgentWebServerIT {

    private static final String TEXT = "text/plain";
    private static final int MOST = 1_000_000;

    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);
    private final CountDownLatch reached = new CountDownLatch(1);
    private final AtomicInteger stopped = new AtomicInteger();
    private final AgentWebServer server =
            new AgentWebServer(InetAddress.getLoopbackAddress(), 0, this::handle, new Behind(stopped));

    /** What Spring's context is to the server. */
    private record Behind(AtomicInteger stopped) implements WebServer {
        @Override
        public void start() {}

        @Override
        public void stop() {
            stopped.incrementAndGet();
        }

        @Override
        public int getPort() {
            return -1;
        }
    }

    @BeforeEach
    void begin() {
        server.start();
    }

    @AfterEach
    void end() {
        release.countDown();
        server.stop();
    }

    private void handle(Exchange exchange) {
        try {
            if (exchange.fault() > 0) {
                exchange.answer(exchange.fault(), TEXT, bytes("no request"));
                return;
            }
            switch (exchange.path()) {
                case "/echo" -> exchange.answer(200, TEXT, exchange.body(MOST));
                case "/refused" -> exchange.answer(401, TEXT, bytes("who are you"));
                case "/size" -> exchange.answer(200, TEXT, bytes("" + exchange.body(16 << 20).length));
                case "/large" -> exchange.answer(200, TEXT, bytes("x".repeat(MOST)));
                case "/parts" -> parts(exchange);
                case "/broken" -> {
                    exchange.begin(200, TEXT);
                    exchange.part(bytes("a beginning"));
                    throw new IllegalStateException("and no end");
                }
                case "/later" -> {
                    exchange.whenGone(gone::countDown);
                    reached.countDown();
                    release.await(20, TimeUnit.SECONDS);
                    exchange.answer(200, TEXT, exchange.body(16 << 20));
                }
                default -> exchange.answer(404, TEXT, bytes(exchange.path()));
            }
        } catch (BodyTooLargeException tooLarge) {
            refuse(exchange);
        } catch (IOException broken) {
            gone.countDown();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void parts(Exchange exchange) throws IOException {
        exchange.begin(200, TEXT);
        exchange.part(bytes("one "));
        exchange.part(bytes("two"));
    }

    private static void refuse(Exchange exchange) {
        try {
            exchange.answer(413, TEXT, bytes("too large"));
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private RawCaller caller() {
        return new RawCaller(server.getPort());
    }

    @Test
    void answersRequestsThatComeAtOnceInTheirOrder() throws IOException {
        try (var caller = caller()) {
            caller.post("/echo", "first").post("/parts", "").post("/echo", "third");

            assertThat(caller.answer().body()).isEqualTo("first");
            assertThat(caller.answer().body()).isEqualTo("one two");
            assertThat(caller.answer().body()).isEqualTo("third");
        }
    }

    @Test
    void answersBeforeABodyHasComeThatItDoesNotWant() throws IOException {
        try (var caller = caller()) {
            caller.say(
                    "POST /refused HTTP/1.1\r\nHost: gateway\r\nContent-Length: 300000\r\n\r\n" + "x".repeat(100_000));
            assertThat(caller.answer().status()).isEqualTo(401);

            caller.say("x".repeat(200_000)).post("/echo", "next");
            assertThat(caller.answer().body()).isEqualTo("next");
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void refusesABodyThatIsTooLargeAndServesTheNext(boolean announced) throws IOException {
        var body = "x".repeat(MOST + 1);
        try (var caller = caller()) {
            if (announced) {
                caller.post("/echo", body);
            } else {
                caller.say("POST /echo HTTP/1.1\r\nHost: gateway\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n");
            }
            assertThat(caller.answer().status()).isEqualTo(413);

            assertThat(caller.post("/echo", "next").answer().body()).isEqualTo("next");
        }
    }

    @Test
    void readsNoFurtherThanNeededBeforeABodyIsWanted() throws Exception {
        var written = new AtomicInteger();
        var part = "x".repeat(64 << 10);
        var parts = 200;
        try (var caller = caller()) {
            caller.say(
                    "POST /later HTTP/1.1\r\nHost: gateway\r\nContent-Length: " + parts * part.length() + "\r\n\r\n");
            var writing = Thread.ofVirtual().start(() -> {
                try {
                    while (written.getAndIncrement() < parts) {
                        caller.say(part);
                    }
                } catch (IOException closed) {
                    written.set(-1);
                }
            });
            var before = new AtomicInteger();
            await().during(Duration.ofMillis(300))
                    .until(() -> written.get() > 1 && before.getAndSet(written.get()) == written.get());
            assertThat(written.get()).isLessThan(parts);

            release.countDown();
            assertThat(caller.answer().body()).hasSize(parts * part.length());
            writing.join();
        }
    }

    @Test
    void readsChunks() throws IOException {
        try (var caller = caller()) {
            caller.say("POST /echo HTTP/1.1\r\nHost: gateway\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
            caller.say("6\r\n of it\r\n0\r\n\r\n");

            assertThat(caller.answer().body()).isEqualTo("half of it");
        }
    }

    @ParameterizedTest
    @CsvSource({"nonsense, 400", "line, 414", "header, 431"})
    void tellsWhatIsNoRequest(String kind, int status) throws IOException {
        try (var caller = caller()) {
            switch (kind) {
                case "line" -> caller.say("GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: gateway\r\n\r\n");
                case "header" ->
                    caller.say("GET / HTTP/1.1\r\nHost: gateway\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n");
                default -> caller.say("\u0001\u0002 this is no HTTP\r\n\r\n");
            }

            assertThat(caller.answer().status()).isEqualTo(status);
            assertThat(caller.isClosed()).isTrue();
        }
    }

    @Test
    void decodesPaths() throws IOException {
        try (var caller = caller()) {
            caller.say("GET /a%20b/c?d=e HTTP/1.1\r\nHost: gateway\r\n\r\n");

            assertThat(caller.answer().body()).isEqualTo("/a b/c");
        }
    }

    @Test
    void answersHeadWithoutABody() throws IOException {
        try (var caller = caller()) {
            caller.say("HEAD /large HTTP/1.1\r\nHost: gateway\r\n\r\n");
            assertThat(caller.answer(false).headers()).containsEntry("content-length", String.valueOf(MOST));

            assertThat(caller.post("/echo", "next").answer().body()).isEqualTo("next");
        }
    }

    @Test
    void sendsLargeAnswersWhole() throws IOException {
        try (var caller = caller()) {
            assertThat(caller.post("/large", "").answer().body()).hasSize(MOST);
        }
    }

    @Test
    void saysThatABodyMayCome() throws IOException {
        try (var caller = caller()) {
            caller.say("POST /echo HTTP/1.1\r\nHost: gateway\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
            assertThat(caller.answer(false).status()).isEqualTo(100);

            assertThat(caller.say("body").answer().body()).isEqualTo("body");
        }
    }

    @Test
    void closesTheConnectionOfWhoAsksForThat() throws IOException {
        try (var caller = caller()) {
            caller.say("GET /parts HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n");

            assertThat(caller.answer().body()).isEqualTo("one two");
            assertThat(caller.isClosed()).isTrue();
        }
    }

    @Test
    void streamsToTheEndOfTheConnectionWhereACallerKnowsNoChunks() throws IOException {
        try (var caller = caller()) {
            caller.say("GET /parts HTTP/1.0\r\nHost: gateway\r\n\r\n");

            var answer = caller.answer();
            assertThat(answer.headers()).doesNotContainKey("transfer-encoding");
            assertThat(answer.body()).isEqualTo("one two");
        }
    }

    @Test
    void neverLetsABrokenAnswerLookWhole() throws IOException {
        try (var caller = caller()) {
            caller.post("/broken", "");

            assertThatThrownBy(caller::answer).isInstanceOf(IOException.class);
        }
    }

    @Test
    void tellsAHandlerAtOnceThatItsCallerHasGone() throws Exception {
        try (var caller = caller()) {
            caller.post("/later", "");
            assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void servesWhatIsServedWhenItStops() throws Exception {
        var result = new CompletableFuture<GracefulShutdownResult>();
        try (var idle = caller();
                var busy = caller()) {
            assertThat(idle.post("/echo", "here").answer().status()).isEqualTo(200);
            busy.post("/later", "until the end");
            assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
            var port = server.getPort();

            server.shutDownGracefully(result::complete);

            assertThat(idle.isClosed()).isTrue();
            assertThatThrownBy(() -> new RawCaller(port)).hasRootCauseInstanceOf(IOException.class);
            assertThat(result).isNotDone();
            release.countDown();
            assertThat(busy.answer().body()).isEqualTo("until the end");
            assertThat(busy.isClosed()).isTrue();
        }
        assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo(GracefulShutdownResult.IDLE);

        server.stop();
        assertThat(stopped).hasValue(1);
    }
}
