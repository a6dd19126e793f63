package io.aispm.api.chat.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.aispm.api.chat.turn.Frame;
import io.aispm.api.chat.turn.Reader;
import io.aispm.api.chat.turn.ReaderGoneException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LivelyReaderTests {

    private static final Duration EVERY = Duration.ofMillis(5);
    private static final Frame FRAME = new Frame.Token("word");

    private final AtomicInteger pings = new AtomicInteger();
    private final List<Frame> frames = new CopyOnWriteArrayList<>();
    private volatile boolean gone;

    @Test
    void isPingedWhileTheTurnWaitsForSomethingElse() {
        try (var reader = lively()) {
            reader.show(FRAME);

            await().until(() -> pings.get() > 2);
        }
        assertThat(frames).containsExactly(FRAME);
    }

    @Test
    void hearsNothingAfterTheEnd() {
        var reader = lively();
        await().until(() -> pings.get() > 0);
        reader.close();
        var heard = pings.get();

        await().during(EVERY.multipliedBy(10)).until(() -> pings.get() == heard);
    }

    @Test
    void thatIsGoneIsToldToTheTurnByItsNextWord() {
        gone = true;
        try (var reader = lively()) {
            assertThatExceptionOfType(ReaderGoneException.class).isThrownBy(() -> reader.show(FRAME));
        }
    }

    private LivelyReader lively() {
        return new LivelyReader(
                new Reader() {
                    @Override
                    public void show(Frame frame) {
                        stay();
                        frames.add(frame);
                    }

                    @Override
                    public void ping() {
                        stay();
                        pings.incrementAndGet();
                    }
                },
                EVERY);
    }

    private void stay() {
        if (gone) {
            throw new ReaderGoneException(new IOException("gone"));
        }
    }
}
