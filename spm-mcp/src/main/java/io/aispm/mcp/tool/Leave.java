package io.aispm.mcp.tool;

/** What the policies say to a call. */
sealed interface Leave {

    /** Their decision, in the word that is recorded. */
    String decision();

    /** It may be made, without what is masked. */
    record Given(Mask mask, String decision) implements Leave {}

    /** It may not. */
    record Refused(ToolResult why, String decision) implements Leave {}
}
