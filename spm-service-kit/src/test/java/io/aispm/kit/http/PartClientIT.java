package io.aispm.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The client before a part on this machine that answers or breaks off as it is told. */
class PartClientIT {

    private final ServerSocket listening = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    private final AtomicInteger connections = new AtomicInteger();
    private final PartClient client = new PartClient(
            URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/base/"), Duration.ofMillis(600));
    /** How many answers a connection gives before it is broken off. */
    private volatile int patience = Integer.MAX_VALUE;

    private volatile boolean silent;

    PartClientIT() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    @AfterEach
    void end() throws IOException {
        client.close();
        listening.close();
    }

    private void accept() {
        try {
            while (true) {
                var socket = listening.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            assertThat(listening.isClosed()).isTrue();
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            for (var served = 0; served < patience; served++) {
                var head = head(socket.getInputStream());
                socket.getInputStream().readNBytes(2);
                if (silent) {
                    Thread.sleep(5_000);
                }
                var body = head.substring(0, head.indexOf('\r'));
                socket.getOutputStream()
                        .write(("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                                .getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException gone) {
            assertThat(socket.isClosed()).isTrue();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            var next = in.read();
            if (next < 0) {
                throw new IOException("closed");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private String ask() throws IOException {
        var answer = client.post("/question?a=b", "{}".getBytes(StandardCharsets.US_ASCII));
        assertThat(answer.isSuccessful()).isTrue();
        return new String(answer.body(), StandardCharsets.US_ASCII);
    }

    @Test
    void asksOverOneConnection() throws IOException {
        for (var count = 0; count < 5; count++) {
            assertThat(ask()).isEqualTo("POST /base/question?a=b HTTP/1.1");
        }
        assertThat(connections).hasValue(1);
    }

    @Test
    void asksOnceMoreWhereThePartStartedAnew() throws IOException {
        patience = 1;
        for (var count = 0; count < 5; count++) {
            assertThat(ask()).startsWith("POST");
        }
    }

    @Test
    void waitsNoLongerThanItsLimit() {
        silent = true;
        var began = System.nanoTime();

        assertThatThrownBy(this::ask).isInstanceOf(InterruptedIOException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(500), Duration.ofSeconds(3));
        assertThat(connections).hasValue(1);
    }

    @Test
    void failsWhereNobodyListens() throws IOException {
        listening.close();

        assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
    }
}
