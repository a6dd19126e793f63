package io.aispm.sdk.internal;

import java.util.List;

/** What the chat needs of a broker: records in from one partition, records out, and a note of how far it got. */
public interface Wire {

    /** One message as the broker holds it. */
    record Incoming(long offset, String text) {}

    /** The next records; waits for some, and through outages. Asked by one thread. Empty once the wire is closed. */
    List<Incoming> receive();

    /** Returns once the broker has it; tries again through short outages. */
    void send(String key, byte[] value);

    /** Everything before this offset has been handled. Returns at once. */
    void commit(long offset);

    /** Notes how far it got and leaves, within about a second. */
    void close();
}
