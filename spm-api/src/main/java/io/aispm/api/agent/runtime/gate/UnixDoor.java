package io.aispm.api.agent.runtime.gate;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Unix socket that anybody who sees it may connect to; each connection is received on a thread of its own. */
final class UnixDoor implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(UnixDoor.class);
    private static final int WAITING = 256;

    private final Set<SocketChannel> inside = ConcurrentHashMap.newKeySet();
    private final ServerSocketChannel server;
    private final Semaphore places;
    private final Receiver receiver;

    /** Carries one connection to its end. */
    @FunctionalInterface
    interface Receiver {

        void receive(SocketChannel guest) throws IOException, InterruptedException;
    }

    private UnixDoor(ServerSocketChannel server, Semaphore places, Receiver receiver) {
        this.server = server;
        this.places = places;
        this.receiver = receiver;
    }

    /** Opens a door at a place, where an older one may have been; as many are received at once as there are places. */
    static UnixDoor open(Path socket, Semaphore places, Receiver receiver) throws IOException {
        Files.deleteIfExists(socket);
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket), WAITING);
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
        var door = new UnixDoor(server, places, receiver);
        Thread.ofVirtual().name("door-" + socket.getFileName()).start(door::accept);
        return door;
    }

    /** Whether somebody takes connections at a place. */
    static boolean answers(Path socket) {
        try (var knock = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return knock.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException nobody) {
            return false;
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                var guest = server.accept();
                if (!places.tryAcquire()) {
                    guest.close();
                    continue;
                }
                inside.add(guest);
                Thread.ofVirtual().start(() -> receive(guest));
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException trouble) {
                log.atWarn().setCause(trouble).log("A sandbox could not connect");
            }
        }
    }

    private void receive(SocketChannel guest) {
        try (guest) {
            receiver.receive(guest);
        } catch (IOException away) {
            log.atDebug().setCause(away).log("What a sandbox wants is away");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            inside.remove(guest);
            places.release();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var guest : inside) {
            guest.close();
        }
    }
}
