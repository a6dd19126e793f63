package io.aispm.guard;

/** Judges texts: the embedded evidence, a trained classifier or a guard model behind an endpoint. Thread-safe. */
public interface GuardModel {

    /** The name that stands in results and in lineage. */
    String name();

    /**
     * Judges one text. The verdict is the model's own; the platform's block score is applied by {@link Guard}.
     *
     * @throws GuardModelException where no judgement could be had; the text then counts as refused
     */
    GuardResult judge(TextKind kind, String text);
}
