package io.aispm.api.agent.runtime;

/** This host can't run sandboxes now; the message is the sentence for the operator. */
public class RuntimeUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    public RuntimeUnavailableException(String sentence) {
        super(sentence);
    }

    public RuntimeUnavailableException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
