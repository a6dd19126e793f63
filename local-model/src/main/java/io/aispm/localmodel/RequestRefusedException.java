package io.aispm.localmodel;

import org.jspecify.annotations.Nullable;

/** A request that is answered with OpenAI's error shape. */
final class RequestRefusedException extends Exception {

    private final int status;
    private final String type;
    private final String code;
    private final @Nullable String parameter;

    private RequestRefusedException(int status, String type, String code, @Nullable String parameter, String sentence) {
        super(sentence);
        this.status = status;
        this.type = type;
        this.code = code;
        this.parameter = parameter;
    }

    static RequestRefusedException invalid(@Nullable String parameter, String sentence) {
        return new RequestRefusedException(400, "invalid_request_error", "invalid_request", parameter, sentence);
    }

    static RequestRefusedException tooLong(int prompt, int context) {
        return new RequestRefusedException(
                400,
                "invalid_request_error",
                "context_length_exceeded",
                "messages",
                "The messages have %d tokens; this model's context holds %d with the reply."
                        .formatted(prompt, context));
    }

    static RequestRefusedException unknownModel(String model) {
        return new RequestRefusedException(
                404,
                "invalid_request_error",
                "model_not_found",
                "model",
                "The model `%s` does not exist here.".formatted(model));
    }

    static RequestRefusedException unknownPath(String path) {
        return new RequestRefusedException(
                404, "invalid_request_error", "unknown_url", null, "Nothing is served at %s.".formatted(path));
    }

    static RequestRefusedException wrongMethod(String method) {
        return new RequestRefusedException(
                405, "invalid_request_error", "method_not_allowed", null, "%s is not served here.".formatted(method));
    }

    static RequestRefusedException busy() {
        return new RequestRefusedException(
                429,
                "rate_limit_error",
                "server_busy",
                null,
                "The local model is busy and its queue is full; try again.");
    }

    static RequestRefusedException failed() {
        return new RequestRefusedException(500, "server_error", "inference_failed", null, "The model failed.");
    }

    int status() {
        return status;
    }

    ErrorBody body() {
        return new ErrorBody(new ErrorBody.Description(String.valueOf(getMessage()), type, parameter, code));
    }

    /** OpenAI's error shape. */
    record ErrorBody(Description error) {

        record Description(
                String message, String type, @Nullable String param, String code) {}
    }
}
