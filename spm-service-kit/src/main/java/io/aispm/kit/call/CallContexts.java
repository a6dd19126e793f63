package io.aispm.kit.call;

import io.aispm.contract.call.CallRequest;
import org.jspecify.annotations.Nullable;

/** Tells a gateway whose call it serves. Never throws: whoever can't be known is not let in. */
@FunctionalInterface
public interface CallContexts {

    /** Asks whose token this is; {@code traceparent} is the call's header, if it has one. */
    CallAnswer resolve(CallRequest.Kind kind, String token, @Nullable String traceparent);
}
