package io.aispm.stack.machine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsIT {

    @Test
    void nameTheOneThatIsTakenAndTheFlagThatMovesIt() throws IOException {
        try (var taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            var offset = taken.getLocalPort() - 8092;

            if (offset >= 0 && offset <= 40_000) {
                assertThatThrownBy(() -> new Ports(offset).requireFree())
                        .isInstanceOf(StackException.class)
                        .hasMessageContaining("Port " + taken.getLocalPort())
                        .hasMessageContaining("spm-api")
                        .hasMessageContaining("--port-offset");
            }
        }
    }
}
