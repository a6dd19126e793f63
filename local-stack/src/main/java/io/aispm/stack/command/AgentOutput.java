package io.aispm.stack.command;

import io.aispm.stack.client.ApiException;
import io.aispm.stack.client.Platform;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What an agent writes, each line once. */
final class AgentOutput {

    private static final int TAIL = 100;

    private final Platform platform;
    private final PrintWriter out;
    private List<JsonNode> seen = List.of();

    AgentOutput(Platform platform, PrintWriter out) {
        this.platform = platform;
        this.out = out;
    }

    /** Prints what the agent wrote since this was last asked for; a log that can't be read just now is read the next time. */
    void printNew(String agent) {
        try {
            var path = "/agents/" + agent + "/logs";
            print(platform.get(path, Map.of("tail", Integer.toString(TAIL))).path("lines"));
        } catch (ApiException away) {
            // Nobody waits for these lines.
        }
    }

    private void print(JsonNode tail) {
        var lines = new ArrayList<JsonNode>();
        tail.forEach(lines::add);
        for (var line : lines.subList(known(lines), lines.size())) {
            out.println("  | " + line.path("text").asString());
        }
        out.flush();
        seen = List.copyOf(lines);
    }

    /** How many of these lines were seen: the tail moves on, so what was seen last stands before what is new. */
    private int known(List<JsonNode> lines) {
        for (var count = Math.min(seen.size(), lines.size()); count > 0; count--) {
            if (lines.subList(0, count).equals(seen.subList(seen.size() - count, seen.size()))) {
                return count;
            }
        }
        return 0;
    }
}
