package io.aispm.sdk;

/** Something that the platform was asked for could not be had; whoever catches it has caught all that the platform can answer. */
public class AispmException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AispmException(String sentence) {
        super(sentence);
    }

    public AispmException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
