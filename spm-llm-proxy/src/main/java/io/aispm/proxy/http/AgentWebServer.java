package io.aispm.proxy.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.GracefulShutdownCallback;
import org.springframework.boot.web.server.GracefulShutdownResult;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.WebServerException;

/**
 * Serves agents from a few event loops, since most of what the gateway would do otherwise is to pass connections from
 * thread to thread. Spring starts and stops it as it would Tomcat.
 */
final class AgentWebServer implements WebServer {

    private static final Logger log = LoggerFactory.getLogger(AgentWebServer.class);

    /** How long a connection may say nothing between two requests, or within one. */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    /** How long handlers may take that have nobody to answer any more. */
    private static final Duration LAST_WORK = Duration.ofSeconds(5);

    private static final int BACKLOG = 1_024;
    private static final int MOST_CONNECTIONS = 10_000;
    private static final int LONGEST_LINE = 8 << 10;
    private static final int LONGEST_HEAD = 16 << 10;

    private final @Nullable InetAddress address;
    private final int port;
    private final Handler handler;
    private final WebServer context;
    private final DateHeader date;
    private final Running running = new Running();
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private @Nullable EventLoopGroup loops;
    private @Nullable Channel listening;

    /** One that listens at an address, all for null, and a port, any for 0; {@code context} ends with it. */
    AgentWebServer(@Nullable InetAddress address, int port, Handler handler, Clock clock, WebServer context) {
        this.address = address;
        this.port = port;
        this.handler = handler;
        this.context = context;
        this.date = new DateHeader(clock);
    }

    @Override
    public void start() {
        var threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        loops = new MultiThreadIoEventLoopGroup(threads, NioIoHandler.newFactory());
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Connections())
                .bind(address == null ? new InetSocketAddress(port) : new InetSocketAddress(address, port))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly();
            if (bound.cause() instanceof BindException) {
                throw new PortInUseException(port, bound.cause());
            }
            throw new WebServerException("Agents can't be listened to", bound.cause());
        }
        listening = bound.channel();
        log.atInfo().addKeyValue("port", getPort()).log("Agents are served");
    }

    @Override
    public int getPort() {
        return listening != null && listening.localAddress() instanceof InetSocketAddress local ? local.getPort() : -1;
    }

    /** Lets what is served be served, and takes nothing more. */
    @Override
    public void shutDownGracefully(GracefulShutdownCallback callback) {
        close();
        connections.forEach(channel -> channel.eventLoop().execute(() -> finish(channel)));
        var _ = connections
                .newCloseFuture()
                .addListener(_ ->
                        Thread.ofVirtual().name("agents-served").start(() -> callback.shutdownComplete(finished())));
    }

    private GracefulShutdownResult finished() {
        return running.awaitNone(LAST_WORK) ? GracefulShutdownResult.IDLE : GracefulShutdownResult.REQUESTS_ACTIVE;
    }

    private static void finish(Channel channel) {
        var connection = channel.pipeline().get(Connection.class);
        if (connection != null) {
            connection.finish(channel);
        }
    }

    private void close() {
        if (listening != null) {
            listening.close().awaitUninterruptibly();
        }
    }

    @Override
    public void stop() {
        close();
        connections.close().awaitUninterruptibly();
        finished();
        if (loops != null) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
        context.stop();
    }

    @Override
    public void destroy() {
        stop();
        context.destroy();
    }

    /** Says what a connection consists of. */
    private final class Connections extends ChannelInitializer<SocketChannel> {

        private final HttpDecoderConfig limits =
                new HttpDecoderConfig().setMaxInitialLineLength(LONGEST_LINE).setMaxHeaderSize(LONGEST_HEAD);

        @Override
        protected void initChannel(SocketChannel channel) {
            if (connections.size() >= MOST_CONNECTIONS) {
                var _ = channel.close();
                return;
            }
            connections.add(channel);
            channel.pipeline()
                    .addLast(
                            new IdleStateHandler(SILENCE.toSeconds(), 0, 0, TimeUnit.SECONDS),
                            new HttpServerCodec(limits),
                            new Connection(handler, running, date, SILENCE.toNanos()));
        }
    }
}
