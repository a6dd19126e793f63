package io.aispm.localmodel;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Says the same words each time, but not before it is let go. */
final class ScriptedModel implements LanguageModel {

    private final List<String> words;
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch release;
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final boolean endless;

    private ScriptedModel(List<String> words, boolean held, boolean endless) {
        this.words = words;
        this.release = new CountDownLatch(held ? 1 : 0);
        this.endless = endless;
    }

    static ScriptedModel saying(String... words) {
        return new ScriptedModel(List.of(words), false, false);
    }

    static ScriptedModel held(String... words) {
        return new ScriptedModel(List.of(words), true, false);
    }

    static ScriptedModel endless(String... words) {
        return new ScriptedModel(List.of(words), false, true);
    }

    @Override
    public int contextTokens() {
        return 100;
    }

    @Override
    public int countTokens(String text) {
        return text.split(" ").length;
    }

    @Override
    public void generate(String prompt, Sampling sampling, Listener listener) {
        started.countDown();
        try {
            release.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return;
        }
        do {
            for (var word : words.subList(0, Math.min(words.size(), sampling.maxTokens()))) {
                if (!listener.accept(word)) {
                    cancelled.countDown();
                    return;
                }
            }
        } while (endless);
    }

    void awaitStart() throws InterruptedException {
        started.await();
    }

    void letGo() {
        release.countDown();
    }

    boolean wasCancelled() {
        return cancelled.getCount() == 0;
    }

    @Override
    public void close() {}
}
