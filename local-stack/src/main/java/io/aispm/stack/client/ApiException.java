package io.aispm.stack.client;

import java.util.List;

/** The platform said no, or could not be reached; in the words it used. */
public final class ApiException extends RuntimeException {

    private final int status;
    private final String code;
    private final List<String> errors;

    ApiException(int status, String code, String sentence, List<String> errors) {
        super(sentence);
        this.status = status;
        this.code = code;
        this.errors = List.copyOf(errors);
    }

    static ApiException unreachable(String url, String why) {
        return new ApiException(0, "unreachable", "%s can't be reached: %s".formatted(url, why), List.of());
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** What a person at a terminal reads. */
    public String text() {
        if (errors.size() == 1 && errors.getFirst().equals(getMessage())) {
            return errors.getFirst();
        }
        var text = new StringBuilder(String.valueOf(getMessage()));
        errors.forEach(error -> text.append(System.lineSeparator()).append("  ").append(error));
        return text.toString();
    }
}
