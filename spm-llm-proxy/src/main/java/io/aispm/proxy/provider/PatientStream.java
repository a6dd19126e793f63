package io.aispm.proxy.provider;

import io.aispm.kit.http.Patience;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Supplier;

/** A body of which each part may be waited for only so long; how long whoever reads takes between two does not count. */
final class PatientStream extends FilterInputStream {

    private final Patience.Wait wait;
    private final Supplier<Duration> longest;

    /** A stream whose silences last at most as long as told when they begin. */
    PatientStream(InputStream in, Patience.Wait wait, Supplier<Duration> longest) {
        super(in);
        this.wait = wait;
        this.longest = longest;
    }

    @Override
    public int read() throws IOException {
        wait.silence(longest.get());
        try {
            return super.read();
        } finally {
            wait.spoken();
        }
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        wait.silence(longest.get());
        try {
            return super.read(into, from, length);
        } finally {
            wait.spoken();
        }
    }
}
