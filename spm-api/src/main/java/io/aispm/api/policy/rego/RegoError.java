package io.aispm.api.policy.rego;

/** Something in a policy's Rego that can't be, and where. Lines and columns count from 1. */
public record RegoError(int line, int column, String message) {

    /** The sentence that its author reads. */
    public String sentence() {
        return "Line " + line + ", column " + column + ": " + message + ".";
    }
}
