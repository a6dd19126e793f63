package io.aispm.mcp.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolPageTests {

    @Test
    void allPagesTogetherAreTheListInItsOrder() {
        var all = tools(2 * ToolPage.MOST + 7);
        var read = new ArrayList<Tool>();
        var page = ToolPage.of(all, null);
        read.addAll(page.tools());
        while (page.next() != null) {
            page = ToolPage.of(all, page.next());
            read.addAll(page.tools());
        }

        assertThat(read).isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, ToolPage.MOST})
    void aListThatFitsHasOnePage(int count) {
        var page = ToolPage.of(tools(count), null);

        assertThat(page.tools()).hasSize(count);
        assertThat(page.next()).isNull();
    }

    @Test
    void aListThatGrewInFrontStillGoesOnWhereItWas() {
        var all = tools(ToolPage.MOST + 1);
        var cursor = ToolPage.of(all, null).next();
        var grown = new ArrayList<>(List.of(tool("new")));
        grown.addAll(all);

        assertThat(ToolPage.of(grown, cursor).tools()).containsExactly(all.getLast());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense"})
    void aCursorThatNoPageNamedIsTheCallersError(String cursor) {
        assertThatExceptionOfType(McpError.class)
                .isThrownBy(() -> ToolPage.of(tools(3), cursor))
                .satisfies(refused ->
                        assertThat(refused.getJsonRpcError().code()).isEqualTo(McpSchema.ErrorCodes.INVALID_PARAMS));
    }

    private static List<Tool> tools(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> tool("tool-" + number))
                .toList();
    }

    private static Tool tool(String name) {
        return Tool.builder(name, Map.of("type", "object")).build();
    }
}
