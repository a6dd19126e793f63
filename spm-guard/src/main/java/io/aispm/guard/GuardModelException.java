package io.aispm.guard;

import org.jspecify.annotations.Nullable;

/** A guard model could not judge. Its message names the reason and nothing of the text. */
public final class GuardModelException extends RuntimeException {

    private GuardModelException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public static GuardModelException unreachable(String model, Throwable cause) {
        return new GuardModelException("guard model '" + model + "' did not answer", cause);
    }

    public static GuardModelException refused(String model, int status) {
        return new GuardModelException("guard model '" + model + "' answered with status " + status, null);
    }

    public static GuardModelException unreadable(String model) {
        return new GuardModelException("guard model '" + model + "' gave an answer that is no verdict", null);
    }

    public static GuardModelException resting(String model) {
        return new GuardModelException(
                "guard model '" + model + "' failed too often and is not asked for a while", null);
    }
}
