package io.aispm.api.agent.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only way out of a sandbox: a Unix socket for each allowed port, bound into every sandbox with its folder, so that sockets
 * made anew after a restart are seen by sandboxes that lived on.
 */
final class SocketGate implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SocketGate.class);

    private static final int BUFFER = 32 * 1024;
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final int MOST_CONNECTIONS = 8_192;

    private final Path folder;
    private final List<GateTarget> targets;
    private final Set<AutoCloseable> open = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(MOST_CONNECTIONS);

    SocketGate(Path folder, List<GateTarget> targets) {
        this.folder = folder;
        this.targets = List.copyOf(targets);
    }

    /** Opens the gate; whoever connects from now on is carried. */
    void start() {
        try {
            for (var target : targets) {
                listen(target);
            }
        } catch (IOException failure) {
            close();
            throw new UncheckedIOException("agents' sockets can't be made in " + folder, failure);
        }
    }

    @Override
    public void close() {
        open.forEach(SocketGate::closeQuietly);
        open.clear();
    }

    private void listen(GateTarget target) throws IOException {
        var socket = folder.resolve(target.port() + ".sock");
        Files.deleteIfExists(socket);
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        open.add(server);
        server.bind(UnixDomainSocketAddress.of(socket), 256);
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
        Thread.ofVirtual().name("gate-" + target.port()).start(() -> accept(server, target));
    }

    private void accept(ServerSocketChannel server, GateTarget target) {
        while (server.isOpen()) {
            try {
                var inside = server.accept();
                if (!places.tryAcquire()) {
                    closeQuietly(inside);
                    continue;
                }
                Thread.ofVirtual().start(() -> carry(inside, target));
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException trouble) {
                log.atWarn()
                        .addKeyValue("port", target.port())
                        .setCause(trouble)
                        .log("An agent could not connect");
            }
        }
    }

    private void carry(SocketChannel inside, GateTarget target) {
        open.add(inside);
        try (inside;
                var outside = SocketChannel.open()) {
            open.add(outside);
            try {
                outside.socket().connect(new InetSocketAddress(target.host(), target.port()), CONNECT_TIMEOUT_MS);
                outside.socket().setTcpNoDelay(true);
                var back = Thread.ofVirtual().start(() -> pump(outside, inside));
                pump(inside, outside);
                back.join();
            } finally {
                open.remove(outside);
            }
        } catch (IOException away) {
            log.atDebug().addKeyValue("port", target.port()).setCause(away).log("What an agent wants is away");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(inside);
            places.release();
        }
    }

    /** Carries one direction to its end; a broken one ends both. */
    private static void pump(SocketChannel from, SocketChannel to) {
        var buffer = ByteBuffer.allocateDirect(BUFFER);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
            to.shutdownOutput();
        } catch (IOException broken) {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception trouble) {
            log.atDebug().setCause(trouble).log("While closing");
        }
    }
}
