package io.aispm.localmodel;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets one inference run at a time, a few wait, and refuses the rest at once. */
final class InferenceQueue implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(InferenceQueue.class);

    private final LanguageModel model;
    private final ThreadPoolExecutor worker;

    InferenceQueue(LanguageModel model, int waiting) {
        this.model = model;
        this.worker = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waiting),
                Thread.ofPlatform().name("inference").factory());
    }

    Inference submit(String prompt, Sampling sampling) throws RequestRefusedException {
        var inference = new Inference(prompt, sampling);
        try {
            worker.execute(() -> run(inference));
        } catch (RejectedExecutionException full) {
            throw RequestRefusedException.busy();
        }
        return inference;
    }

    private void run(Inference inference) {
        if (!inference.isWanted()) {
            return;
        }
        try {
            model.generate(inference.prompt(), inference.sampling(), inference);
            inference.finish();
        } catch (RuntimeException broken) {
            log.atError().setCause(broken).log("Inference failed");
            inference.fail();
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
