package io.aispm.stack.supervise;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How a part's process is started; secrets travel in the environment only. */
public record Launch(List<String> command, Map<String, String> environment, String build) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    public Launch(List<String> command, Map<String, String> environment) {
        this(command, environment, "");
    }

    /** Says the command and the names of the variables; their values may be secret. */
    @Override
    public String toString() {
        return "Launch[" + String.join(" ", command) + " with " + new TreeMap<>(environment).keySet() + "]";
    }
}
