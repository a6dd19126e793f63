package io.aispm.api.agent.runtime.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only way out of a sandbox in which packages are installed: an HTTP proxy on a Unix socket that connects to the configured
 * index and to nothing else. Which addresses that are is the operator's choice, so private ones are not refused.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6">RFC 9110, CONNECT</a>
 */
public final class IndexGate implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(IndexGate.class);

    private static final int MOST_CONNECTIONS = 64;
    private static final int LONGEST_HEAD = 16 * 1024;

    private final Path socket;
    private final Set<IndexAddress> allowed;
    private @Nullable UnixDoor door;

    public IndexGate(Path socket, Set<IndexAddress> allowed) {
        this.socket = socket;
        this.allowed = Set.copyOf(allowed);
    }

    /** Opens the gate; whoever connects from now on is served. */
    public void start() {
        try {
            door = UnixDoor.open(socket, new Semaphore(MOST_CONNECTIONS), this::serve);
        } catch (IOException failure) {
            throw new UncheckedIOException("the way to the package index can't be made at " + socket, failure);
        }
    }

    private void serve(SocketChannel guest) throws IOException, InterruptedException {
        var head = head(guest);
        var request = ProxyRequest.parse(head).orElse(null);
        if (request == null) {
            answer(guest, "400 Bad Request");
            return;
        }
        if (!allowed.contains(request.address())) {
            log.atWarn().addKeyValue("address", request.address()).log("A package install wanted to leave the index");
            answer(guest, "403 Forbidden");
            return;
        }
        try (var outside = Splice.connect(new InetSocketAddress(
                request.address().host(), request.address().port()))) {
            if (request.tunnel()) {
                answer(guest, "200 Connection established");
            } else {
                write(outside, request.forwarded());
            }
            Splice.join(guest, outside);
        } catch (IOException away) {
            log.atWarn()
                    .addKeyValue("address", request.address())
                    .setCause(away)
                    .log("The package index is away");
            answer(guest, "502 Bad Gateway");
        }
    }

    /** All up to the empty line; what is longer than any head is none. */
    private static String head(SocketChannel guest) throws IOException {
        var text = new StringBuilder();
        var one = ByteBuffer.allocate(1);
        while (text.length() < LONGEST_HEAD && text.indexOf("\r\n\r\n") < 0 && guest.read(one) > 0) {
            text.append((char) (one.get(0) & 0xff));
            one.clear();
        }
        return text.toString();
    }

    private static void answer(SocketChannel guest, String status) throws IOException {
        write(
                guest,
                "HTTP/1.1 " + status + "\r\n" + (status.startsWith("200") ? "" : "Content-Length: 0\r\n") + "\r\n");
    }

    private static void write(SocketChannel to, String text) throws IOException {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        if (door != null) {
            door.close();
        }
    }
}
