package io.aispm.mcp.tool;

import io.aispm.contract.call.CallContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something an agent can have done. Called only after its arguments were checked and the policies allowed it. */
public interface Tool {

    /** Its name, {@code [A-Za-z0-9_-]{1,64}}. */
    String name();

    /** What it does, in a sentence for models. */
    String description();

    /** The JSON schema of its arguments. */
    Map<String, Object> inputSchema();

    /** The JSON schema of its structured result; null where it promises none. */
    @Nullable Map<String, Object> outputSchema();

    /** Whether a person approved what it says of itself; null where it is the platform's own. */
    default @Nullable Boolean manifestApproved() {
        return null;
    }

    /** Does it, within the time that its course leaves. Never throws for what lies outside of this process. */
    ToolAnswer call(Map<String, @Nullable Object> arguments, CallContext context, Course course);
}
