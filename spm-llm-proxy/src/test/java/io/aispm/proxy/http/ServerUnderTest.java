package io.aispm.proxy.http;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.web.server.WebServer;

/** The server on a port of its own, with handlers that do what their path says. */
final class ServerUnderTest implements AutoCloseable {

    private static final String TEXT = "text/plain";
    static final int MOST = 1_000_000;

    final CountDownLatch release = new CountDownLatch(1);
    final CountDownLatch gone = new CountDownLatch(1);
    final CountDownLatch reached = new CountDownLatch(1);
    final AtomicInteger stopped = new AtomicInteger();
    final AgentWebServer server = new AgentWebServer(
            InetAddress.getLoopbackAddress(), 0, this::handle, Clock.systemUTC(), new Behind(stopped));

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

    @Override
    public void close() {
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
                case "/answered" -> {
                    exchange.answer(200, TEXT, bytes("answered"));
                    reached.countDown();
                    release.await(20, TimeUnit.SECONDS);
                    gone.countDown();
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

    RawCaller caller() {
        return new RawCaller(server.getPort());
    }

    ServerUnderTest() {
        server.start();
    }
}
