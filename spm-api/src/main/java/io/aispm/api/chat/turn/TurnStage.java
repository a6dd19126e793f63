package io.aispm.api.chat.turn;

/** What a turn is made of, in this order; the reply's guard and policies once for each window. */
public enum TurnStage {
    /** Its agent's settings and policies are read, its session is bound. */
    OPENING,
    /** The guard reads the prompt, which it began to do while the turn was opened. */
    GUARD,
    /** The policies are asked about the prompt. */
    POLICY,
    /** The prompt is stored. */
    KEEPING,
    /** The prompt is on its way to the agent, which thinks, and what it says first comes back. */
    AGENT,
    /** The guard reads a window of the reply. */
    REPLY_GUARD,
    /** The policies are asked about it. */
    REPLY_POLICY,
    /** The reply is stored. */
    REPLY_KEEPING
}
