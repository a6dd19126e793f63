package io.aispm.api.lineage.feed;

/** Why the platform ends a stream; the reader is told, and may come back with the last id it saw. */
public enum End {
    TOO_SLOW("too_slow", "The stream was read too slowly. Connect again to go on after the last row."),
    STOPPING("restarting", "The platform restarts. Connect again in a moment to go on after the last row."),
    ACCESS_ENDED("unauthenticated", "The token or session has ended. Sign in again."),
    AGENT_GONE("agent_not_found", "The agent was deleted."),
    UNAVAILABLE("lineage_unavailable", "The events can't be read now. Connect again in a moment.");

    private final String code;
    private final String detail;

    End(String code, String detail) {
        this.code = code;
        this.detail = detail;
    }

    /** The stable word for programs. */
    public String code() {
        return code;
    }

    /** The sentence for people. */
    public String detail() {
        return detail;
    }
}
