package io.aispm.localmodel;

/** Continues a text, one request at a time. */
interface LanguageModel extends AutoCloseable {

    /** How many tokens a prompt and its continuation may have together. */
    int contextTokens();

    int countTokens(String text);

    /** Continues the prompt and hands each piece to the listener until the end, a limit, or until it wants no more. */
    void generate(String prompt, Sampling sampling, Listener listener);

    @Override
    void close();

    /** Takes the pieces of a continuation as they come. */
    interface Listener {

        /** False when nobody wants the rest. */
        boolean accept(String piece);
    }
}
