package io.aispm.api.agent.runtime;

/** This host can't run sandboxes now; the message is the sentence for the operator. */
class RuntimeUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    RuntimeUnavailableException(String sentence) {
        super(sentence);
    }

    RuntimeUnavailableException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
