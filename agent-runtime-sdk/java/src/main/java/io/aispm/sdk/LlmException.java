package io.aispm.sdk;

import org.jspecify.annotations.Nullable;

/** The model gateway refused or failed. */
public class LlmException extends AispmException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String code;
    private final String reason;

    public LlmException(int status, @Nullable String code, String reason) {
        super(code == null ? status + ": " + reason : status + " " + code + ": " + reason);
        this.status = status;
        this.code = code;
        this.reason = reason;
    }

    /** The HTTP status: the gateway's, 503 when it can't be reached, 504 when it did not answer in time. */
    public int status() {
        return status;
    }

    /** The gateway's stable code, such as {@code policy_blocked}. */
    public @Nullable String code() {
        return code;
    }

    /** The gateway's sentence, without status and code. */
    public String reason() {
        return reason;
    }
}
