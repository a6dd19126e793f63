package io.aispm.api.posture.watch;

/** The looks that are due. */
@FunctionalInterface
interface DueLooks {

    /** Takes the next; says whether there was one. Fails where it can't be known which is next. */
    boolean lookAtNext();
}
