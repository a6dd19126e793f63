package io.aispm.kit.call;

import io.aispm.contract.call.CallContext;

/** What the control plane said of a call. */
public sealed interface CallAnswer {

    /** The caller is an agent that may call now. */
    record Known(CallContext context) implements CallAnswer {}

    /** The token opens nothing. */
    record Unknown() implements CallAnswer {}

    /** The control plane can't be asked; the caller must refuse. */
    record Unavailable() implements CallAnswer {}
}
