package io.aispm.api.agent.runtime.gate;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries bytes between two connections. */
final class Splice {

    private static final Logger log = LoggerFactory.getLogger(Splice.class);
    private static final int BUFFER = 32 * 1024;
    private static final int CONNECT_TIMEOUT_MS = 5_000;

    private Splice() {}

    /** A connection to an address, made within five seconds. */
    static SocketChannel connect(InetSocketAddress address) throws IOException {
        var outside = SocketChannel.open();
        try {
            outside.socket().connect(address, CONNECT_TIMEOUT_MS);
            outside.socket().setTcpNoDelay(true);
            return outside;
        } catch (IOException away) {
            outside.close();
            throw away;
        }
    }

    /** Carries both directions to their ends; a broken one ends both. */
    static void join(SocketChannel inside, SocketChannel outside) throws InterruptedException {
        var back = Thread.ofVirtual().start(() -> pump(outside, inside));
        pump(inside, outside);
        back.join();
    }

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

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException trouble) {
            log.atDebug().setCause(trouble).log("While closing");
        }
    }
}
