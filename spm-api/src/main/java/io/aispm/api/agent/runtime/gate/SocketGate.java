package io.aispm.api.agent.runtime.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only way out of a running agent's sandbox: a Unix socket for each allowed port, shown to every sandbox with its folder, so
 * that sockets made anew after a restart are seen by sandboxes that lived on. Replicas on one host share the folder: one of them
 * serves a socket, and where nobody answers any more the next one that looks does.
 */
public final class SocketGate implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SocketGate.class);
    private static final int MOST_CONNECTIONS = 8_192;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Path folder;
    private final List<GateTarget> targets;
    private final Semaphore places = new Semaphore(MOST_CONNECTIONS);
    private final Map<GateTarget, UnixDoor> doors = new HashMap<>();
    private volatile boolean closed;

    public SocketGate(Path folder, List<GateTarget> targets) {
        this.folder = folder;
        this.targets = List.copyOf(targets);
    }

    /** Opens the gate; whoever connects from now on is carried. */
    public void start() {
        try {
            for (var target : targets) {
                open(target);
            }
        } catch (IOException failure) {
            close();
            throw new UncheckedIOException("agents' sockets can't be made in " + folder, failure);
        }
        Thread.ofVirtual().name("gate-watch").start(this::watch);
    }

    private void open(GateTarget target) throws IOException {
        var door = UnixDoor.open(socket(target), places, guest -> carry(guest, target));
        var before = doors.put(target, door);
        if (before != null) {
            before.close();
        }
    }

    private Path socket(GateTarget target) {
        return folder.resolve(target.port() + ".sock");
    }

    private void watch() {
        try {
            while (!closed) {
                Thread.sleep(LOOK_AGAIN);
                reopenWhatNobodyServes();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void reopenWhatNobodyServes() {
        for (var target : closed ? List.<GateTarget>of() : targets) {
            try {
                if (!UnixDoor.answers(socket(target))) {
                    log.atWarn()
                            .addKeyValue("port", target.port())
                            .log("Nobody served the agents' socket; it is opened anew");
                    open(target);
                }
            } catch (IOException failure) {
                log.atError()
                        .addKeyValue("port", target.port())
                        .setCause(failure)
                        .log("An agents' socket can't be made");
            }
        }
    }

    private static void carry(SocketChannel guest, GateTarget target) throws IOException, InterruptedException {
        try (var outside = Splice.connect(new InetSocketAddress(target.host(), target.port()))) {
            Splice.join(guest, outside);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (var door : doors.values()) {
            try {
                door.close();
            } catch (IOException trouble) {
                log.atDebug().setCause(trouble).log("While closing");
            }
        }
        doors.clear();
    }
}
