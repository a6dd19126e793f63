package io.aispm.mcp.protocol;

import io.aispm.mcp.tool.ToolResult;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shapes what became of a call for those who called: in a session, or bare. */
@Component
class ToolResults {

    private static final String CODE = "aispm/code";
    private static final String APPROVAL = "aispm/approval_id";

    /** The protocol's result; an invalid call is the protocol's error. */
    CallToolResult inSession(ToolResult result) {
        return switch (result) {
            case ToolResult.Done(var structured, var texts, var isError, var labels) ->
                CallToolResult.builder(texts.stream().map(ToolResults::content).toList())
                        .structuredContent(structured)
                        .isError(isError)
                        .meta(labels)
                        .build();
            case ToolResult.Refused(var code, var sentence, var approval) ->
                CallToolResult.builder(List.of(content(sentence)))
                        .isError(true)
                        .meta(refusal(CODE, code, APPROVAL, approval))
                        .build();
            case ToolResult.Invalid(var sentence) ->
                throw McpError.builder(McpSchema.ErrorCodes.INVALID_PARAMS)
                        .message(sentence)
                        .build();
        };
    }

    /** The same in plain JSON, with the structured result's members also at its top, where older SDKs look. */
    Map<String, Object> bare(ToolResult result) {
        var shown = new LinkedHashMap<String, Object>();
        switch (result) {
            case ToolResult.Done(var structured, var texts, var isError, var labels) -> {
                if (structured != null) {
                    shown.putAll(structured);
                    shown.put("structuredContent", structured);
                }
                shown.put("content", texts.stream().map(ToolResults::text).toList());
                shown.put("isError", isError);
                shown.put("_meta", labels);
            }
            case ToolResult.Refused(var code, var sentence, var approval) -> {
                shown.put("content", List.of(text(sentence)));
                var structured = refusal("code", code, "approval_id", approval);
                structured.put("message", sentence);
                shown.put("structuredContent", structured);
                shown.put("isError", true);
                shown.put("_meta", refusal(CODE, code, APPROVAL, approval));
            }
            case ToolResult.Invalid(var sentence) -> throw new IllegalArgumentException(sentence);
        }
        return shown;
    }

    private static Map<String, Object> refusal(
            String codeName, String code, String approvalName, @Nullable String approval) {
        var told = new LinkedHashMap<String, Object>();
        told.put(codeName, code);
        if (approval != null) {
            told.put(approvalName, approval);
        }
        return told;
    }

    private static McpSchema.Content content(String text) {
        return McpSchema.TextContent.builder(text).build();
    }

    private static Map<String, String> text(String text) {
        return Map.of("type", "text", "text", text);
    }
}
