package io.aispm.sdk;

/** A piece of an answer while it is written. */
public sealed interface CompletionPart {

    /** More of the answer's text; never empty. */
    record Text(String text) implements CompletionPart {}

    /**
     * More of a tool call that the model asks for.
     *
     * @param index which of the answer's calls, from 0
     * @param id the call's name among the answer's calls; empty as long as the provider has not said it
     * @param name the tool's, as far as it is known
     * @param arguments what this piece adds to the call's arguments; empty where it only begins the call
     */
    record Call(int index, String id, String name, String arguments) implements CompletionPart {}
}
