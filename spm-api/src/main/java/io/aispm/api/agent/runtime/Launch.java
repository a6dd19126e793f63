package io.aispm.api.agent.runtime;

/** What came of starting an agent's process. */
public sealed interface Launch {

    /** The process exists. */
    record Started() implements Launch {}

    /** There is no process; the sentence tells the operator why. */
    record Refused(String sentence) implements Launch {}
}
