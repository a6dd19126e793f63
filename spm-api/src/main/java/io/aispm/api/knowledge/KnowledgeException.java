package io.aispm.api.knowledge;

import io.aispm.kit.problem.DomainException;
import java.util.List;
import java.util.Map;

/** A rule of documents that was broken. */
public final class KnowledgeException extends DomainException {

    private KnowledgeException(Kind kind, String code, String sentence, List<String> errors) {
        super(kind, code, sentence, errors, Map.of());
    }

    /** The tenant has no document by that id. */
    public static KnowledgeException unknown() {
        return new KnowledgeException(Kind.NOT_FOUND, "document_not_found", "There is no such document.", List.of());
    }

    /** What was sent can't be a document, or can't be linked. */
    public static KnowledgeException invalid(List<String> errors) {
        return new KnowledgeException(Kind.INVALID, "invalid_document", String.join(" ", errors), errors);
    }

    /** The file is larger than files may be. */
    public static KnowledgeException tooLarge(long megabytes) {
        return new KnowledgeException(
                Kind.TOO_LARGE, "content_too_large", "`file` must be at most " + megabytes + " MB.", List.of());
    }

    /** The tenant's documents take all the room that they may. */
    public static KnowledgeException full(long megabytes) {
        return new KnowledgeException(
                Kind.CONFLICT,
                "knowledge_full",
                "The tenant's documents may hold " + megabytes + " MB of text in all; delete some first.",
                List.of());
    }

    /** Too many documents are read at once. */
    public static KnowledgeException busy() {
        return new KnowledgeException(
                Kind.UNAVAILABLE, "knowledge_busy", "Too many documents are read at once; try again.", List.of());
    }

    /** The body names what there isn't. */
    public static KnowledgeException unknownField(String names) {
        return new KnowledgeException(Kind.BAD_REQUEST, "unknown_field", "Unknown fields: " + names + ".", List.of());
    }

    /** The query's word for a state is none. */
    public static KnowledgeException unknownState() {
        return new KnowledgeException(
                Kind.BAD_REQUEST, "bad_request", "`state` must be pending, approved or revoked.", List.of());
    }

    /** Only the tool server searches. */
    public static KnowledgeException notForService() {
        return new KnowledgeException(
                Kind.FORBIDDEN, "forbidden", "This service may not search what agents know.", List.of());
    }
}
