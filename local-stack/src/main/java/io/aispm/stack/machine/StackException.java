package io.aispm.stack.machine;

/** Something that keeps a command from being carried out, in a sentence for the person at the terminal. */
public final class StackException extends RuntimeException {

    private final int exitCode;

    private StackException(String sentence, int exitCode, Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    private StackException(String sentence, int exitCode) {
        super(sentence);
        this.exitCode = exitCode;
    }

    public static StackException because(String sentence) {
        return new StackException(sentence, 1);
    }

    public static StackException because(String sentence, Throwable cause) {
        return new StackException(sentence, 1, cause);
    }

    /** Nothing runs that could be asked. */
    public static StackException notRunning() {
        return new StackException("The stack is not running; start it with ./aispm up", 3);
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }

    public int exitCode() {
        return exitCode;
    }
}
