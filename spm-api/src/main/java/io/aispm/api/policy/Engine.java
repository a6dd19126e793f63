package io.aispm.api.policy;

/** The policy engine, as those see it who change what it decides by. */
@FunctionalInterface
public interface Engine {

    /** Waits until it acts by all that was written so far, a few seconds at most; false where it doesn't by then. */
    boolean hasAllThatIsWritten();
}
