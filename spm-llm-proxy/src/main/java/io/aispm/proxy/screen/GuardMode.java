package io.aispm.proxy.screen;

import io.aispm.contract.call.CallContext;
import io.aispm.proxy.route.Values;

/** How much the guard may do to an agent's model calls: the setting {@code guard_llm}. */
public enum GuardMode {
    /** It is not asked. */
    OFF,
    /** It is asked and recorded, besides the call, which it neither delays nor stops. */
    MONITOR,
    /** It is asked before anything passes. */
    ENFORCED;

    /** The agent's mode; monitor where none is set, and the strictest where nobody knows the word. */
    public static GuardMode of(CallContext call) {
        return switch (Values.text(call.settings(), "guard_llm")) {
            case null -> MONITOR;
            case "off" -> OFF;
            case "monitor" -> MONITOR;
            default -> ENFORCED;
        };
    }
}
