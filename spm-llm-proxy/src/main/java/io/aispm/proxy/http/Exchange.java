package io.aispm.proxy.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One request and its answer. All but {@link #whenGone} is for the thread of its handler. */
public final class Exchange {

    /** How long a caller that does not read may hold an answer up. */
    private static final Duration SLOWEST_READ = Duration.ofSeconds(20);

    /** An answer beyond this is written in parts of so many bytes, each when the one before has left. */
    private static final int PART = 64 << 10;

    private static final HttpHeaders NO_TRAILERS = EmptyHttpHeaders.INSTANCE;

    private final Channel channel;
    private final HttpRequest head;
    private final RequestBody body;
    private final HttpHeaders headers = new DefaultHttpHeaders();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable Runnable onGone;
    private boolean gone;
    private int status;
    private boolean complete;
    private volatile boolean awaitsLeave;

    Exchange(Channel channel, HttpRequest head) {
        this.channel = channel;
        this.head = head;
        this.body = new RequestBody(HttpUtil.getContentLength(head, -1L));
        this.awaitsLeave = HttpUtil.is100ContinueExpected(head);
    }

    /** Whether the caller sends its body only when it is told that it may, and was not. */
    boolean awaitsLeave() {
        return awaitsLeave;
    }

    /** Whether the connection may serve other requests after this one. */
    boolean isKeptAlive() {
        return HttpUtil.isKeepAlive(head);
    }

    RequestBody incoming() {
        return body;
    }

    /** The status of a request that can't be read as HTTP, of which nothing else is known; 0 for one that can. */
    public int fault() {
        var cause = head.decoderResult().cause();
        return switch (cause) {
            case null -> 0;
            case TooLongHttpLineException _ -> HttpResponseStatus.REQUEST_URI_TOO_LONG.code();
            case TooLongHttpHeaderException _ -> HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE.code();
            default -> HttpResponseStatus.BAD_REQUEST.code();
        };
    }

    /** The request's method, as it was written. */
    public String method() {
        return head.method().name();
    }

    /**
     * The path that is asked for, decoded and without its query.
     *
     * @throws IllegalArgumentException where it is no path
     */
    public String path() {
        var uri = head.uri().startsWith("/") ? head.uri() : withoutServer(head.uri());
        return uri.indexOf('%') < 0 && uri.indexOf('?') < 0 ? uri : new QueryStringDecoder(uri).path();
    }

    /** A request may name the server too, as one to a proxy does. */
    private static String withoutServer(String uri) {
        var server = uri.indexOf("://");
        var slash = server < 0 ? -1 : uri.indexOf('/', server + 3);
        return slash < 0 ? uri : uri.substring(slash);
    }

    /** The first value of a header of the request, or null. */
    public @Nullable String header(String name) {
        return head.headers().get(name);
    }

    /**
     * The request's whole body, waited for.
     *
     * @throws BodyTooLargeException where it has more than {@code most} bytes
     * @throws IOException where the caller does not send all of it
     */
    public byte[] body(int most) throws IOException {
        if (!body.want(most)) {
            // In its turn: what is being read at this moment may be about to let the rest wait.
            channel.eventLoop().execute(() -> channel.config().setAutoRead(true));
        }
        if (HttpUtil.getContentLength(head, -1L) > most) {
            throw new BodyTooLargeException(most);
        }
        if (awaitsLeave) {
            awaitsLeave = false;
            write(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
        return body.whole();
    }

    /** Sets a header of the answer; to be called before anything of it is sent. */
    public void answerHeader(String name, String value) {
        headers.set(name, value);
    }

    /**
     * Sends the whole answer.
     *
     * @throws IOException where the caller has gone, or does not read
     */
    public void answer(int status, String contentType, byte[] content) throws IOException {
        this.status = status;
        headers.set(HttpHeaderNames.CONTENT_TYPE, contentType).setInt(HttpHeaderNames.CONTENT_LENGTH, content.length);
        var code = HttpResponseStatus.valueOf(status);
        var length = head.method().equals(HttpMethod.HEAD) ? 0 : content.length;
        if (length <= PART) {
            var bytes = Unpooled.wrappedBuffer(content, 0, length);
            complete = true;
            write(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, code, bytes, headers, NO_TRAILERS));
            return;
        }
        write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, code, headers));
        for (var from = 0; from < length; from += PART) {
            part(content, from, Math.min(PART, length - from));
        }
        finish();
    }

    /** Begins an answer that comes in parts; it leaves with the first of them. */
    public void begin(int status, String contentType) {
        this.status = status;
        headers.set(HttpHeaderNames.CONTENT_TYPE, contentType);
        HttpResponse message =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), headers);
        if (head.protocolVersion().isKeepAliveDefault()) {
            headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        var _ = channel.write(message, channel.voidPromise());
    }

    /** Sends the next part, and waits while those before it have not left. */
    public void part(byte[] content) throws IOException {
        part(content, 0, content.length);
    }

    private void part(byte[] content, int from, int length) throws IOException {
        write(new DefaultHttpContent(Unpooled.wrappedBuffer(content, from, length)));
        awaitRoom();
    }

    /** Whether an answer has begun. */
    public boolean begun() {
        return status > 0;
    }

    /** The status of the answer; 0 as long as there is none. */
    public int status() {
        return status;
    }

    /** Ends an answer that came in parts; whether the request has an answer now. */
    boolean end() {
        try {
            if (begun() && !complete) {
                finish();
            }
            return complete;
        } catch (IOException broken) {
            return false;
        }
    }

    /** Closes the connection of a request that nobody answers. */
    void abandon() {
        var _ = channel.close();
    }

    private void finish() throws IOException {
        complete = true;
        write(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    private void write(Object message) throws IOException {
        if (isGone()) {
            throw new ClosedChannelException();
        }
        var _ = channel.writeAndFlush(message, channel.voidPromise());
    }

    private void awaitRoom() throws IOException {
        if (channel.isWritable()) {
            return;
        }
        lock.lock();
        try {
            var left = SLOWEST_READ.toNanos();
            while (!channel.isWritable() && !gone) {
                if (left <= 0) {
                    var _ = channel.close();
                    throw new IOException("the caller does not read");
                }
                left = changed.awaitNanos(left);
            }
            if (gone) {
                throw new ClosedChannelException();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while the caller was waited for", stopped);
        } finally {
            lock.unlock();
        }
    }

    /** The connection takes more, or has ended. */
    void writabilityChanged() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs the action, on a thread of its own, should the caller close the connection before the answer is complete; once.
     * A later action takes the place of one before it.
     */
    public void whenGone(@Nullable Runnable action) {
        lock.lock();
        try {
            onGone = action;
            if (gone) {
                runOnGone();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isGone() {
        lock.lock();
        try {
            return gone;
        } finally {
            lock.unlock();
        }
    }

    /** The connection has ended. */
    void breakOff() {
        body.breakOff();
        lock.lock();
        try {
            gone = true;
            runOnGone();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void runOnGone() {
        if (onGone != null) {
            Thread.ofVirtual().name("caller-gone").start(onGone);
            onGone = null;
        }
    }
}
