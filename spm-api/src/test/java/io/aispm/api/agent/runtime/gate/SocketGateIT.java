package io.aispm.api.agent.runtime.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** Two gates on one folder, as two replicas on one host have them. */
class SocketGateIT {

    private Path folder;
    private ServerSocket behind;
    private GateTarget target;

    @BeforeEach
    void open() throws IOException {
        // Sockets need a short path.
        folder = Files.createTempDirectory("gate");
        behind = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        target = new GateTarget("127.0.0.1", behind.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        behind.close();
        FileSystemUtils.deleteRecursively(folder);
    }

    @Test
    void anotherReplicaServesTheSocketWhenTheOneThatDidIsGone() throws IOException {
        try (var first = new SocketGate(folder, List.of(target))) {
            first.start();
            startAndEndAnother();

            await().until(this::isCarried);
        }
    }

    private void startAndEndAnother() throws IOException {
        try (var second = new SocketGate(folder, List.of(target))) {
            second.start();
            assertThat(isCarried()).isTrue();
        }
    }

    private boolean isCarried() throws IOException {
        try (var guest = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            guest.connect(UnixDomainSocketAddress.of(folder.resolve(target.port() + ".sock")));
            guest.write(ByteBuffer.wrap(new byte[] {1}));
            try (var taken = behind.accept()) {
                return taken.getInputStream().read() == 1;
            }
        } catch (SocketException nobody) {
            return false;
        }
    }
}
