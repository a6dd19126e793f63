package io.aispm.api.agent.runtime.docker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Bytes that tell when all of them have been read. */
final class HandedOver extends InputStream {

    private final InputStream bytes;
    private final CountDownLatch read = new CountDownLatch(1);

    HandedOver(byte[] first, byte[] then) {
        this.bytes = new SequenceInputStream(new ByteArrayInputStream(first), new ByteArrayInputStream(then));
    }

    @Override
    public int read() throws IOException {
        return noteEnd(bytes.read());
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        return noteEnd(bytes.read(into, offset, length));
    }

    private int noteEnd(int result) {
        if (result < 0) {
            read.countDown();
        }
        return result;
    }

    boolean awaitRead(long patience, TimeUnit unit) throws InterruptedException {
        return read.await(patience, unit);
    }
}
