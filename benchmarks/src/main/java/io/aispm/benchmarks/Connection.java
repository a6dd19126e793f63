package io.aispm.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One kept connection to a target, on which one request at a time is made. */
final class Connection implements AutoCloseable {

    private static final AtomicLong TURNS = new AtomicLong();

    private final Target target;
    private final Socket socket;
    private final InputStream in;
    private final @Nullable String turn;

    Connection(Target target) throws IOException {
        this.target = target;
        this.socket = new Socket(InetAddress.getLoopbackAddress(), target.port());
        this.socket.setTcpNoDelay(true);
        this.turn = target.inTurns() ? "%032x".formatted(TURNS.incrementAndGet()) : null;
        this.in = new BufferedInputStream(socket.getInputStream(), 16 << 10);
    }

    /** Asks, and reads the answer to its end; whether it was one of success. */
    boolean ask() throws IOException {
        socket.getOutputStream().write(target.request(false, turn));
        return answered(null);
    }

    /** Asks for a stream; answers the nanoseconds until its first byte came, and reads it to its end. */
    long firstByte() throws IOException {
        var began = System.nanoTime();
        socket.getOutputStream().write(target.request(true, turn));
        var first = new long[1];
        if (!answered(first)) {
            throw new IOException("no stream");
        }
        return first[0] - began;
    }

    private boolean answered(long @Nullable [] firstByte) throws IOException {
        var status = LoopbackServer.line(in);
        if (status.isEmpty()) {
            throw new IOException("the connection was closed");
        }
        var length = -1L;
        var chunked = false;
        for (var header = LoopbackServer.line(in); !header.isEmpty(); header = LoopbackServer.line(in)) {
            var lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length =
                        Long.parseLong(header.substring(header.indexOf(':') + 1).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        if (chunked) {
            skipChunks(firstByte);
        } else if (length >= 0) {
            var body = in.readNBytes((int) length);
            return status.contains(" 200") && isRight(body);
        } else {
            throw new IOException("an answer of unknown length");
        }
        return status.contains(" 200");
    }

    private boolean isRight(byte[] body) {
        return target.sign() == null || new String(body, StandardCharsets.UTF_8).contains(target.sign());
    }

    private void skipChunks(long @Nullable [] firstByte) throws IOException {
        for (var size = size(); size > 0; size = size()) {
            if (firstByte != null && firstByte[0] == 0) {
                firstByte[0] = System.nanoTime();
            }
            in.skipNBytes(size + 2);
        }
        LoopbackServer.line(in);
    }

    private long size() throws IOException {
        return Long.parseLong(LoopbackServer.line(in).split(";", 2)[0].strip(), 16);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
