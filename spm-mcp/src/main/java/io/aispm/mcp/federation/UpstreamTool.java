package io.aispm.mcp.federation;

import io.aispm.contract.call.CallContext;
import io.aispm.contract.call.ToolServers;
import io.aispm.mcp.tool.Course;
import io.aispm.mcp.tool.Tool;
import io.aispm.mcp.tool.ToolAnswer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tool of another server, as a person approved it. Before it is called, its server must have described it so a moment
 * ago: what it says otherwise is told to the control plane, and not called.
 */
final class UpstreamTool implements Tool {

    private static final String CHANGED =
            "This tool has changed since it was approved; somebody has to look at it and approve it again.";

    private final ToolServers.Server server;
    private final ToolServers.Approved approved;
    private final Upstreams upstreams;
    private final UpstreamAnswers answers;

    UpstreamTool(
            ToolServers.Server server, ToolServers.Approved approved, Upstreams upstreams, UpstreamAnswers answers) {
        this.server = server;
        this.approved = approved;
        this.upstreams = upstreams;
        this.answers = answers;
    }

    @Override
    public String name() {
        return approved.name();
    }

    @Override
    public String description() {
        return String.valueOf(approved.manifest().getOrDefault("description", ""));
    }

    @Override
    public Map<String, Object> inputSchema() {
        var schema = schema("inputSchema");
        return schema == null ? Map.of("type", "object") : schema;
    }

    @Override
    public @Nullable Map<String, Object> outputSchema() {
        return schema("outputSchema");
    }

    @Override
    public Boolean manifestApproved() {
        return true;
    }

    @Override
    public ToolAnswer call(Map<String, @Nullable Object> arguments, CallContext context, Course course) {
        try {
            var upstream = upstreams.of(server.route());
            if (!isAsApproved(upstream, course)) {
                return new ToolAnswer.Failed(CHANGED);
            }
            return answers.of(upstream.call(approved.tool(), arguments, course), outputSchema());
        } catch (UpstreamException failed) {
            return new ToolAnswer.Failed(String.valueOf(failed.getMessage()));
        } catch (IOException | IllegalArgumentException failed) {
            return new ToolAnswer.Failed("The tool server can't be called now.");
        }
    }

    private boolean isAsApproved(Upstream upstream, Course course) throws IOException {
        var seen = upstream.seenLately().orElse(null);
        if (seen == null) {
            seen = upstream.look(course);
            if (!holds(seen)) {
                upstreams.tell(server, seen);
            }
        }
        return holds(seen);
    }

    private boolean holds(List<ToolServers.Seen> seen) {
        return seen.stream()
                .anyMatch(tool ->
                        tool.tool().equals(approved.tool()) && tool.hash().equals(approved.hash()));
    }

    @SuppressWarnings("unchecked")
    private @Nullable Map<String, Object> schema(String member) {
        return approved.manifest().get(member) instanceof Map<?, ?> schema ? (Map<String, Object>) schema : null;
    }
}
