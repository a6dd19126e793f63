package io.aispm.api.agent.runtime.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only way out of a running agent's sandbox: a Unix socket for each allowed port, shown to every sandbox with its folder, so
 * that sockets made anew after a restart are seen by sandboxes that lived on.
 */
public final class SocketGate implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SocketGate.class);
    private static final int MOST_CONNECTIONS = 8_192;

    private final Path folder;
    private final List<GateTarget> targets;
    private final List<UnixDoor> doors = new ArrayList<>();

    public SocketGate(Path folder, List<GateTarget> targets) {
        this.folder = folder;
        this.targets = List.copyOf(targets);
    }

    /** Opens the gate; whoever connects from now on is carried. */
    public void start() {
        var places = new Semaphore(MOST_CONNECTIONS);
        try {
            for (var target : targets) {
                doors.add(
                        UnixDoor.open(folder.resolve(target.port() + ".sock"), places, guest -> carry(guest, target)));
            }
        } catch (IOException failure) {
            close();
            throw new UncheckedIOException("agents' sockets can't be made in " + folder, failure);
        }
    }

    private static void carry(SocketChannel guest, GateTarget target) throws IOException, InterruptedException {
        try (var outside = Splice.connect(new InetSocketAddress(target.host(), target.port()))) {
            Splice.join(guest, outside);
        }
    }

    @Override
    public void close() {
        for (var door : doors) {
            try {
                door.close();
            } catch (IOException trouble) {
                log.atDebug().setCause(trouble).log("While closing");
            }
        }
        doors.clear();
    }
}
