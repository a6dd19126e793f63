package io.aispm.api.knowledge;

/** Reads the text out of a file. */
@FunctionalInterface
public interface DocumentReader {

    /** The text; fails with {@link KnowledgeException} where there is none, or it can't be had within the limits. */
    String read(DocumentKind kind, byte[] content);
}
