package io.aispm.api.agent.runtime;

/** What came of starting an agent's process. */
public sealed interface Launch {

    /**
     * The process exists.
     *
     * @param restored whether this host's copy of the code had been changed or removed since the last start, and was made anew
     */
    record Started(boolean restored) implements Launch {}

    /** There is no process; the sentence tells the operator why. */
    record Refused(String sentence) implements Launch {}
}
