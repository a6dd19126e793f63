package io.aispm.proxy.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider that closes each connection after one answer, without a word of it in that answer. */
final class ForgetfulProvider implements AutoCloseable {

    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
                    .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listening = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    private final AtomicInteger answered = new AtomicInteger();

    ForgetfulProvider() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + listening.getLocalPort() + "/v1";
    }

    int answered() {
        return answered.get();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try (var socket = listening.accept()) {
                answer(socket);
            } catch (IOException closed) {
                assertThat(listening.isClosed()).as("%s", closed).isTrue();
            }
        }
    }

    private void answer(Socket socket) throws IOException {
        var in = socket.getInputStream();
        var asked = new StringBuilder();
        while (!asked.toString().endsWith("\r\n\r\n{}")) {
            var next = in.read();
            if (next < 0) {
                return;
            }
            asked.append((char) next);
        }
        answered.incrementAndGet();
        socket.getOutputStream().write(ANSWER);
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
