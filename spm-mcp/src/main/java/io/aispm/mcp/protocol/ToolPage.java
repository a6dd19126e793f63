package io.aispm.mcp.protocol;

import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of a list of tools.
 *
 * @param next the cursor of the page after this one; null at the end
 */
record ToolPage(List<Tool> tools, @Nullable String next) {

    static final int MOST = 100;

    /** The page that begins after the tool that the cursor names; one that names none is the caller's error. */
    static ToolPage of(List<Tool> all, @Nullable Object cursor) {
        var from = cursor == null ? 0 : after(all, cursor);
        var to = Math.min(all.size(), from + MOST);
        var page = all.subList(from, to);
        return new ToolPage(
                page, to == all.size() ? null : encoded(page.getLast().name()));
    }

    private static int after(List<Tool> all, Object cursor) {
        for (var index = 0; index < all.size(); index++) {
            if (encoded(all.get(index).name()).equals(cursor)) {
                return index + 1;
            }
        }
        throw McpError.builder(McpSchema.ErrorCodes.INVALID_PARAMS)
                .message("`cursor` must be one that a page before named.")
                .build();
    }

    private static String encoded(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }
}
