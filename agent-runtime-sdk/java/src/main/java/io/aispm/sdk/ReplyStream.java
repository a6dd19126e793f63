package io.aispm.sdk;

/** A reply in parts, for {@code try (var out = chat.stream(message))}: the first leaves at once, the others gathered to 200 characters or 50 ms. */
public interface ReplyStream extends AutoCloseable {

    /** Adds to the reply; fails when an earlier part could not be sent. */
    ReplyStream write(String text);

    /** The reply is not what it should have become; it ends with the finish reason {@code error}. */
    void fail();

    /** Sends what is left and ends the reply. */
    @Override
    void close();
}
