package io.aispm.sdk;

/** What an agent does with a message. */
@FunctionalInterface
public interface MessageHandler {

    /**
     * Handles one message, on a virtual thread of its own; the next message of its session waits until this has returned.
     * An exception ends the turn, told to the person as an agent's error if nothing was answered yet, and no other turn.
     */
    void handle(ChatMessage message) throws Exception;
}
