package io.aispm.guard;

/** How a screening ended. Whoever gets anything but a judgement refuses the text. */
public sealed interface GuardOutcome {

    /** The guard judged; the verdict is final. */
    record Judged(GuardResult result) implements GuardOutcome {}

    /** The guard could not judge in time; nothing else judges in its place. */
    record Unavailable(String reason) implements GuardOutcome {}
}
