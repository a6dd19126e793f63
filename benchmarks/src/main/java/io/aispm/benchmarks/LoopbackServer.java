package io.aispm.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;

/** Answers HTTP/1.1 from memory and does nothing else, so that what is measured is what stands before it. */
final class LoopbackServer implements AutoCloseable {

    private final ServerSocket listening;
    private final Answer answers;

    /** Writes the response to a request. */
    @FunctionalInterface
    interface Answer {
        void write(Asked asked, OutputStream out) throws IOException;
    }

    /** A request: what its first line says, and its body. */
    record Asked(String method, String path, String body) {}

    /** Answers each request line's path with the bytes of a whole response. */
    LoopbackServer(Function<String, byte[]> answers) {
        this((asked, out) -> out.write(answers.apply(asked.path())));
    }

    /** Answers as it is told, in its own time. */
    LoopbackServer(Answer answers) {
        this.answers = answers;
        try {
            listening = new ServerSocket(0, 1_024, InetAddress.getLoopbackAddress());
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        Thread.ofVirtual().name("loopback-server").start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** The bytes of a response that carries JSON. */
    static byte[] json(String body) {
        var length = body.getBytes(StandardCharsets.UTF_8).length;
        var response =
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n" + body;
        return response.getBytes(StandardCharsets.UTF_8);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                var socket = listening.accept();
                socket.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new BufferedInputStream(socket.getInputStream(), 16 << 10);
            var out = socket.getOutputStream();
            for (var line = line(in); !line.isEmpty(); line = line(in)) {
                var words = line.split(" ", 3);
                answers.write(new Asked(words[0], words[1], body(in)), out);
            }
        } catch (IOException gone) {
            return;
        }
    }

    private static String body(InputStream in) throws IOException {
        var length = 0L;
        for (var header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length =
                        Long.parseLong(header.substring(header.indexOf(':') + 1).strip());
            }
        }
        return new String(in.readNBytes((int) length), StandardCharsets.UTF_8);
    }

    /** A line without its end; empty at the end of the stream too. */
    static String line(InputStream in) throws IOException {
        var text = new StringBuilder(64);
        for (var next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                text.append((char) next);
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }
}
