package io.aispm.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;

class CallQueueTests {

    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final OkHttpClient http =
            new OkHttpClient.Builder().addInterceptor(this::slowly).build();

    @Test
    void makesNoMoreAtOnceThanThereArePlacesAndAllInTheEnd() {
        var queue = new CallQueue(2, Duration.ofSeconds(20));
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 20)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() -> made(queue), callers))
                    .toList();
            gate.countDown();

            assertThat(calls.stream().map(CompletableFuture::join)).hasSize(20).containsOnly("done");
        }
        assertThat(most).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void aTurnThatDoesNotComeInTimeIsAFailedCall() throws InterruptedException {
        var queue = new CallQueue(1, Duration.ofMillis(20));
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = CompletableFuture.supplyAsync(() -> made(queue), callers);
            while (inside.get() == 0) {
                Thread.onSpinWait();
            }

            assertThatThrownBy(() -> made(queue)).hasMessageContaining("too many calls wait");

            gate.countDown();
            assertThat(first.join()).isEqualTo("done");
        }
    }

    @Test
    void aCallThatFailsLeavesItsPlace() {
        var queue = new CallQueue(1, Duration.ofMillis(20));
        gate.countDown();
        assertThatThrownBy(() -> queue.make(call(), _ -> {
                    throw new IOException("unreadable");
                }))
                .hasMessage("unreadable");

        assertThat(made(queue)).isEqualTo("done");
    }

    private String made(CallQueue queue) {
        try {
            return queue.make(call(), answer -> answer.body().string());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private okhttp3.Call call() {
        return http.newCall(new Request.Builder().url("http://127.0.0.1/").build());
    }

    private Response slowly(Interceptor.Chain chain) {
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        try {
            gate.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        inside.decrementAndGet();
        return new Response.Builder()
                .request(chain.request())
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("OK")
                .body(ResponseBody.create("done", null))
                .build();
    }
}
