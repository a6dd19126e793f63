package io.aispm.api.federation;

import org.jspecify.annotations.Nullable;

/**
 * A tool is not what it was: it is new, its manifest changed, its server dropped it, or a person decided on it. Published
 * in the transaction that makes it true.
 *
 * @param previousHash what it was seen as before; null for a new one
 * @param user who decided; null where its server changed it
 */
public record ToolChanged(
        FederatedTool tool,
        Change change,
        @Nullable String previousHash,
        @Nullable String user) {

    /** What happened to it. */
    public enum Change {
        APPEARED,
        CHANGED,
        REMOVED,
        APPROVED,
        REVOKED
    }
}
