package io.aispm.kit.problem;

import java.util.List;
import java.util.Map;

/**
 * A rule of the domain that was broken. It knows no HTTP: it has a kind, a stable code and the sentence that the
 * caller reads, which may name nothing that the caller may not know.
 */
public abstract class DomainException extends RuntimeException {

    private final Kind kind;
    private final String code;
    private final List<String> errors;
    private final Map<String, Object> properties;

    protected DomainException(Kind kind, String code, String sentence) {
        this(kind, code, sentence, List.of(), Map.of());
    }

    /**
     * @param errors one sentence for each thing that is wrong; for {@link Kind#INVALID}, the sentence itself if empty
     * @param properties further members of the problem document
     */
    protected DomainException(
            Kind kind, String code, String sentence, List<String> errors, Map<String, Object> properties) {
        super(sentence);
        this.kind = kind;
        this.code = code;
        this.errors = List.copyOf(errors);
        this.properties = Map.copyOf(properties);
    }

    /** What sort of rule it was. */
    public final Kind kind() {
        return kind;
    }

    /** The stable code, listed in {@code docs/problems.md}. */
    public final String code() {
        return code;
    }

    /** One sentence for each thing that is wrong; may be empty. */
    public final List<String> errors() {
        return errors;
    }

    /** Further members of the problem document; may be empty. */
    public final Map<String, Object> properties() {
        return properties;
    }

    /** The sort of rule that was broken. */
    public enum Kind {
        BAD_REQUEST,
        UNAUTHENTICATED,
        FORBIDDEN,
        NOT_FOUND,
        CONFLICT,
        TOO_LARGE,
        INVALID,
        RATE_LIMITED,
        BAD_GATEWAY,
        UNAVAILABLE,
        TIMEOUT
    }
}
