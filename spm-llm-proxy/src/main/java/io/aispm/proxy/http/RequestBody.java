package io.aispm.proxy.http;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The body of a request while it arrives. Until somebody wants it, a connection reads {@link #READ_AHEAD} bytes of it and
 * then waits, so that a caller nobody knows costs no memory; what is too large is read on and forgotten, so that whoever
 * sends it reads why it is refused instead of a broken connection.
 */
final class RequestBody {

    static final int READ_AHEAD = 64 << 10;
    /** What is set aside for a body that was announced, before any of it has come. */
    private static final int FIRST = 4 << 10;

    /** How much is read of a body that nobody wants, in bytes; beyond it the connection is closed. */
    private static final long SWALLOWED = 64L << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ByteArrayOutputStream bytes;
    private long total;
    private long most = READ_AHEAD;
    private boolean wanted;
    private boolean ended;
    private boolean broken;

    /** A body of which so many bytes are announced, or -1. */
    RequestBody(long announced) {
        bytes = new ByteArrayOutputStream(Math.clamp(announced, 512, FIRST));
    }

    /** What is to be done about the rest. */
    enum Rest {
        /** It may come. */
        READ,
        /** It is to wait until somebody wants it. */
        WAIT,
        /** There is too much of it. */
        CUT
    }

    /** Takes the next bytes. */
    Rest add(ByteBuf part) {
        lock.lock();
        try {
            total += part.readableBytes();
            if (!isTooLarge()) {
                append(part);
            }
            changed.signalAll();
            if (total > SWALLOWED && isTooLarge()) {
                return Rest.CUT;
            }
            return wanted || total < READ_AHEAD ? Rest.READ : Rest.WAIT;
        } finally {
            lock.unlock();
        }
    }

    private void append(ByteBuf part) {
        var size = part.readableBytes();
        if (part.hasArray()) {
            bytes.write(part.array(), part.arrayOffset() + part.readerIndex(), size);
            return;
        }
        var copy = new byte[size];
        part.getBytes(part.readerIndex(), copy);
        bytes.writeBytes(copy);
    }

    /** All of it has come. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The rest will never come. */
    void breakOff() {
        lock.lock();
        try {
            broken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets the rest come, up to so many bytes in all; whether all has come already. */
    boolean want(long limit) {
        lock.lock();
        try {
            wanted = true;
            most = limit;
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** All of it, as soon as it is there; to be asked once it was wanted. */
    byte[] whole() throws IOException {
        lock.lock();
        try {
            while (!ended && !broken && !isTooLarge()) {
                changed.awaitUninterruptibly();
            }
            if (isTooLarge()) {
                throw new BodyTooLargeException(most);
            }
            if (!ended) {
                throw new EOFException("the connection was closed within a request");
            }
            return bytes.toByteArray();
        } finally {
            lock.unlock();
        }
    }

    /** Until somebody says how much is too much, nothing is. */
    private boolean isTooLarge() {
        return wanted && total > most;
    }
}
