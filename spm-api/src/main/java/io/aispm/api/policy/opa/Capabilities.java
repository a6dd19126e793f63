package io.aispm.api.policy.opa;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a tenant's policy may use: of all that this OPA can do, the built-in functions on the list that comes with the
 * platform. None of them reaches the network, the process or the clock of another machine.
 */
final class Capabilities {

    private final OpaProcess opa;
    private final JsonMapper json;
    private final Set<String> allowed;
    private volatile @Nullable String made;

    Capabilities(OpaProcess opa, JsonMapper json, Set<String> allowed) {
        this.opa = opa;
        this.json = json;
        this.allowed = Set.copyOf(allowed);
    }

    /** The list in OPA's own form. */
    String file() throws IOException, InterruptedException {
        var ready = made;
        if (ready != null) {
            return ready;
        }
        var all = opa.run(Map.of(), List.of("capabilities", "--current"));
        if (!all.ok() || !(json.readTree(all.text()) instanceof ObjectNode capabilities)) {
            throw new IOException("OPA does not tell what it can do");
        }
        var builtins = json.createArrayNode();
        for (JsonNode builtin : capabilities.path("builtins")) {
            if (allowed.contains(builtin.path("name").asString(""))) {
                builtins.add(builtin);
            }
        }
        capabilities.set("builtins", builtins);
        capabilities.set("allow_net", json.createArrayNode());
        var text = json.writeValueAsString(capabilities);
        made = text;
        return text;
    }
}
