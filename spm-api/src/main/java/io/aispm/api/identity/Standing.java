package io.aispm.api.identity;

/**
 * Whether the person who asked may still ask, for answers that last longer than the moment in which they were allowed; a
 * controller has it as a parameter.
 */
@FunctionalInterface
public interface Standing {

    /** Whether their token or session is good now and still says the same of them; false where that can't be known. */
    boolean holds();
}
