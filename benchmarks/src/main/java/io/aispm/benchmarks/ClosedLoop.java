package io.aispm.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Connections that each send their next request when the answer to the one before has come. */
final class ClosedLoop {

    private final int connections;
    private final AtomicLong prompts = new AtomicLong();

    ClosedLoop(int connections) {
        this.connections = connections;
    }

    /** What a run came to; durations in milliseconds. */
    record Outcome(double perSecond, double p50, double p95, double p99, long failed) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%8.0f/s  p50 %7.2f ms  p95 %7.2f ms  p99 %7.2f ms  failed %d",
                    perSecond,
                    p50,
                    p95,
                    p99,
                    failed);
        }
    }

    /** Loads a server for a while with chat completions of which no two are alike. */
    Outcome run(int port, String token, Duration time) {
        var taken = Collections.synchronizedList(new ArrayList<long[]>());
        var failed = new AtomicLong();
        var began = System.nanoTime();
        var end = began + time.toNanos();
        var threads = new ArrayList<Thread>();
        for (var count = 0; count < connections; count++) {
            threads.add(Thread.ofVirtual().start(() -> taken.add(drive(port, token, end, failed))));
        }
        threads.forEach(ClosedLoop::join);
        var seconds = (System.nanoTime() - began) / 1e9;
        return outcome(List.copyOf(taken), seconds, failed.get());
    }

    private long[] drive(int port, String token, long end, AtomicLong failed) {
        var durations = new long[1_024];
        var count = 0;
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream(), 16 << 10);
            var out = socket.getOutputStream();
            while (System.nanoTime() < end) {
                var began = System.nanoTime();
                out.write(request(token));
                if (!answered(in)) {
                    failed.incrementAndGet();
                }
                durations = count == durations.length ? Arrays.copyOf(durations, count * 2) : durations;
                durations[count++] = System.nanoTime() - began;
            }
        } catch (IOException broken) {
            failed.incrementAndGet();
        }
        return Arrays.copyOf(durations, count);
    }

    private byte[] request(String token) {
        var body =
                "{\"model\":\"default\",\"messages\":[{\"role\":\"system\",\"content\":\"You are a careful assistant.\"},"
                        + "{\"role\":\"user\",\"content\":\"Please tell me the story of number "
                        + prompts.incrementAndGet()
                        + " in one sentence.\"}],\"max_tokens\":64}";
        return ("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads one answer; whether it was one of success. */
    private static boolean answered(InputStream in) throws IOException {
        var status = LoopbackServer.line(in);
        if (status.isEmpty()) {
            throw new IOException("the connection was closed");
        }
        var length = -1L;
        for (var header = LoopbackServer.line(in); !header.isEmpty(); header = LoopbackServer.line(in)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length =
                        Long.parseLong(header.substring(header.indexOf(':') + 1).strip());
            }
        }
        if (length < 0) {
            throw new IOException("an answer of unknown length");
        }
        in.skipNBytes(length);
        return status.contains(" 200");
    }

    private static Outcome outcome(List<long[]> taken, double seconds, long failed) {
        var all = taken.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        if (all.length == 0) {
            return new Outcome(0, 0, 0, 0, failed);
        }
        return new Outcome(all.length / seconds, at(all, 0.50), at(all, 0.95), at(all, 0.99), failed);
    }

    private static double at(long[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)] / 1e6;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", interrupted));
        }
    }
}
