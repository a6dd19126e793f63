package io.aispm.localmodel;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import java.nio.file.Path;
import java.util.ArrayList;

/** A GGUF model run by llama.cpp inside this process. */
final class LlamaLanguageModel implements LanguageModel {

    private static final int CONTEXT_TOKENS = 4096;
    private static final float REPEAT_PENALTY = 1.1f;

    private final LlamaModel model;

    LlamaLanguageModel(Path file, int threads) {
        this.model = new LlamaModel(new ModelParameters()
                .setModel(file.toString())
                .setCtxSize(CONTEXT_TOKENS)
                .setThreads(threads)
                .setThreadsBatch(threads)
                .disableContextShift()
                .disableLog());
    }

    @Override
    public int contextTokens() {
        return CONTEXT_TOKENS;
    }

    @Override
    public int countTokens(String text) {
        return model.encode(text).length;
    }

    @Override
    public void generate(String prompt, Sampling sampling, Listener listener) {
        var pieces = model.generate(parameters(prompt, sampling)).iterator();
        while (pieces.hasNext()) {
            var piece = pieces.next().text;
            if (!piece.isEmpty() && !listener.accept(piece)) {
                pieces.cancel();
                return;
            }
        }
    }

    private static InferenceParameters parameters(String prompt, Sampling sampling) {
        var stops = new ArrayList<>(sampling.stop());
        stops.add(ChatTemplate.END);
        var parameters = new InferenceParameters(prompt)
                .setNPredict(sampling.maxTokens())
                .setTemperature(sampling.temperature())
                .setTopP(sampling.topP())
                .setRepeatPenalty(REPEAT_PENALTY)
                .setCachePrompt(true)
                .setStopStrings(stops.toArray(String[]::new));
        var seed = sampling.seed();
        return seed == null ? parameters : parameters.setSeed(seed);
    }

    @Override
    public void close() {
        model.close();
    }
}
