package io.aispm.guard.stream;

/** Decides on each window of a reply before it is released. Asked on the caller's thread, and may block it. */
@FunctionalInterface
public interface WindowJudge {

    /** Judges one window. */
    WindowVerdict judge(Window window);
}
