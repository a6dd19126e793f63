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

    /** The integration that the settings name is gone, disabled, or lacks what a guard needs. */
    public static GuardModelException unconfigured(String integration) {
        return new GuardModelException(
                "the remote guard that `guard_integration_id` names (" + integration + ") can't be asked", null);
    }

    /** Too many texts wait, or whoever asked has given up. */
    public static GuardModelException busy(Throwable cause) {
        return new GuardModelException("the guard has too many texts to judge", cause);
    }

    /** The embedded model could not be read from the class path. */
    public static GuardModelException unloadable(Throwable cause) {
        return new GuardModelException("the embedded guard model could not be loaded", cause);
    }

    public static GuardModelException resting(String model) {
        return new GuardModelException(
                "guard model '" + model + "' failed too often and is not asked for a while", null);
    }
}
