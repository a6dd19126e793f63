package io.aispm.api.lineage;

import io.aispm.kit.problem.DomainException;

/** What happened can't be told. */
public final class LineageException extends DomainException {

    private LineageException(Kind kind, String code, String sentence) {
        super(kind, code, sentence);
    }

    /** The lineage service does not answer. */
    public static LineageException unavailable() {
        return new LineageException(
                Kind.UNAVAILABLE, "lineage_unavailable", "The lineage service does not answer. Try again in a moment.");
    }

    /** What happens can't be read as it happens. */
    public static LineageException feedUnavailable() {
        return new LineageException(
                Kind.UNAVAILABLE, "lineage_unavailable", "The event feed can't be read now. Try again in a moment.");
    }

    /** The event to go on after is no UUID. */
    public static LineageException badEventId() {
        return new LineageException(
                Kind.BAD_REQUEST, "bad_event_id", "`Last-Event-ID` must be the id of a row, which is a UUID.");
    }

    /** The event to go on after is not in the feed, so that what came after it can't be told there. */
    public static LineageException notInFeed() {
        return new LineageException(
                Kind.CONFLICT,
                "event_not_in_feed",
                "The event to go on after is not in the feed, or no longer. Read the list of activity, and open the stream without it.");
    }

    /** Nothing is recorded of such a turn of the agent. */
    public static LineageException unknownTurn() {
        return new LineageException(
                Kind.NOT_FOUND, "turn_not_found", "The agent has no recorded turn by that trace id.");
    }

    /** A person has too many streams open. */
    public static LineageException tooManyStreams(int most) {
        return new LineageException(
                Kind.RATE_LIMITED, "too_many_streams", "You may have %d streams open at once.".formatted(most));
    }

    /** Rows were asked for of a kind that there isn't. */
    public static LineageException unknownKind(String kind) {
        return new LineageException(Kind.BAD_REQUEST, "bad_kind", "There is no activity of kind '" + kind + "'.");
    }

    /** A summary was asked for of a window that there isn't. */
    public static LineageException unknownWindow(String window) {
        return new LineageException(
                Kind.BAD_REQUEST, "bad_window", "There is no window '" + window + "'; there are 1h, 24h, 7d and 30d.");
    }
}
