package io.aispm.mcp.tool;

/** What the policies say to a call. */
sealed interface Leave {

    /** It may be made, without what is masked. */
    record Given(Mask mask) implements Leave {}

    /** It may not. */
    record Refused(ToolResult why) implements Leave {}
}
