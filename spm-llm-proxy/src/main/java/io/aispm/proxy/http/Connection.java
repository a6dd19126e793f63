package io.aispm.proxy.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One caller's connection: hands its requests to the handler, one after the other. What comes of the next while one is
 * answered waits, and no more is read until its turn comes. All of it is for the connection's event loop.
 */
final class Connection extends ChannelDuplexHandler {

    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    private final Handler handler;
    private final Running running;
    private final DateHeader date;
    private final long silence;
    private final Queue<Object> later = new ArrayDeque<>();
    private @Nullable Exchange current;
    private boolean handed;
    private boolean received;
    private boolean answered;
    private boolean last;
    private long quietSince = System.nanoTime();

    /** One that is closed where its caller is silent for so long, in nanoseconds, between two requests or within one. */
    Connection(Handler handler, Running running, DateHeader date, long silence) {
        this.handler = handler;
        this.running = running;
        this.date = date;
        this.silence = silence;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (last && current == null) {
            ReferenceCountUtil.release(message);
        } else if (isBusy() || !later.isEmpty() || !context.channel().isWritable()) {
            later.add(message);
            context.channel().config().setAutoRead(false);
        } else {
            take(context, message);
        }
    }

    /** Whether a request has come to its end and is answered now. */
    private boolean isBusy() {
        return current != null && received;
    }

    private void take(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof HttpRequest head) {
                begin(context.channel(), head);
            }
            if (message instanceof HttpContent content && current != null) {
                receive(context, current, content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(Channel channel, HttpRequest head) {
        handed = false;
        received = false;
        answered = false;
        current = new Exchange(channel, head);
        last |= !current.isKeptAlive();
        if (head.decoderResult().isFailure()) {
            // The decoder reads nothing after it: where the next request begins can't be told.
            received = true;
            last = true;
            hand(current);
        }
    }

    private void receive(ChannelHandlerContext context, Exchange exchange, HttpContent content) {
        switch (exchange.incoming().add(content.content())) {
            case READ -> {}
            case WAIT -> context.channel().config().setAutoRead(false);
            case CUT -> {
                var _ = context.close();
            }
        }
        if (content.decoderResult().isFailure()) {
            exchange.incoming().breakOff();
            last = true;
        } else if (content instanceof LastHttpContent) {
            received = true;
            exchange.incoming().end();
            hand(exchange);
            proceed(context);
        }
    }

    /** A large body is no reason to let its handler wait: it may refuse the request without it. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (current != null) {
            hand(current);
        }
    }

    private void hand(Exchange exchange) {
        if (!handed) {
            handed = true;
            running.start(() -> serve(exchange));
        }
    }

    private void serve(Exchange exchange) {
        var whole = false;
        try {
            handler.handle(exchange);
            whole = exchange.end();
        } catch (RuntimeException failed) {
            log.atError().setCause(failed).log("A request failed for a reason that nobody foresaw");
        } finally {
            if (!whole) {
                exchange.abandon();
            }
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse answer) {
            if (answer.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
                var _ = context.write(message, promise);
                return;
            }
            last |= !HttpUtil.isContentLengthSet(answer) && !HttpUtil.isTransferEncodingChunked(answer);
            HttpUtil.setKeepAlive(answer, !last);
            answer.headers().set(HttpHeaderNames.DATE, date.now());
        }
        var _ = context.write(message, promise);
        if (message instanceof LastHttpContent) {
            answered(context);
        }
    }

    private void answered(ChannelHandlerContext context) {
        answered = true;
        if (current != null && !received) {
            if (current.awaitsLeave()) {
                // It was not told to send its body: whether it will can't be known.
                received = true;
                last = true;
            } else {
                // What comes yet of the body is of no use to anybody.
                var _ = current.incoming().want(0);
                context.channel().config().setAutoRead(true);
            }
        }
        proceed(context);
    }

    /** Turns to the next request where this one was read to its end and answered. */
    private void proceed(ChannelHandlerContext context) {
        if (!received || !answered) {
            return;
        }
        current = null;
        quietSince = System.nanoTime();
        if (last) {
            // Behind all that waits to be written.
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        takeLater(context);
    }

    /** Takes what has waited, as long as the caller reads its answers. */
    private void takeLater(ChannelHandlerContext context) {
        while (!later.isEmpty() && !isBusy() && context.channel().isWritable()) {
            take(context, later.remove());
        }
        if (later.isEmpty()) {
            context.channel().config().setAutoRead(true);
        }
    }

    /** The server stops: what is served is the last. */
    void finish(Channel channel) {
        last = true;
        if (current == null) {
            var _ = channel.close();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (current != null) {
            current.writabilityChanged();
        }
        if (context.channel().isWritable() && !isBusy()) {
            takeLater(context);
        }
    }

    /** Nothing was read for a while; a caller who waits for its answer has nothing to say. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!(event instanceof IdleStateEvent) || isBusy()) {
            return;
        }
        if (current != null || System.nanoTime() - quietSince >= silence) {
            var _ = context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        later.forEach(ReferenceCountUtil::release);
        later.clear();
        if (current != null) {
            current.breakOff();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        log.atDebug().setCause(cause).log("A connection broke");
        var _ = context.close();
    }
}
