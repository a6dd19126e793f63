package io.aispm.mcp.tool;

import io.aispm.contract.call.CallContext;
import java.util.List;
import java.util.Optional;

/** Tools that some callers have and others don't. */
public interface ToolShelf {

    /** The tools that there are for the caller's tenant; never fails, and has none where they can't be found out. */
    List<Tool> of(CallContext context);

    /** The tool of that name, where the caller's tenant has it. */
    Optional<Tool> find(String name, CallContext context);
}
