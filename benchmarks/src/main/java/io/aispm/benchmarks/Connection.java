package io.aispm.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One kept connection to a target, on which one request at a time is made. */
final class Connection implements AutoCloseable {

    private final Target target;
    private final Socket socket;
    private final InputStream in;

    Connection(Target target) throws IOException {
        this.target = target;
        this.socket = new Socket(InetAddress.getLoopbackAddress(), target.port());
        this.socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream(), 16 << 10);
    }

    /** Asks, and reads the answer to its end; whether it was one of success. */
    boolean ask() throws IOException {
        socket.getOutputStream().write(target.request(false));
        return answered(null);
    }

    /** Asks for a stream; answers the nanoseconds until its first byte came, and reads it to its end. */
    long firstByte() throws IOException {
        var began = System.nanoTime();
        socket.getOutputStream().write(target.request(true));
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
            in.skipNBytes(length);
        } else {
            throw new IOException("an answer of unknown length");
        }
        return status.contains(" 200");
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
