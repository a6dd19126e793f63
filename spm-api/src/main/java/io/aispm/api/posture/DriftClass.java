package io.aispm.api.posture;

import java.util.Locale;

/** What a drift asks for; the later the worse. */
public enum DriftClass {
    /** Nothing. */
    EXPECTED(0),
    /** Somebody's look. */
    REVIEW_REQUIRED(10),
    /** Somebody's decision, before which the agent is not started. */
    RELEASE_BLOCKING(40);

    private final int cost;

    DriftClass(int cost) {
        this.cost = cost;
    }

    /** What an open one takes off the score of 100. */
    public int cost() {
        return cost;
    }

    /** Its word on the wire. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
