package io.aispm.sdk.behaviour;

import io.aispm.testkit.AgentPython;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

class PythonSdkBehaviourIT extends SdkBehaviour {

    @Override
    List<String> command() {
        return List.of(AgentPython.executable(), "-m", "aispm", file());
    }

    private static String file() {
        try {
            var agent = PythonSdkBehaviourIT.class.getResource("/behaviour/agent.py");
            return Path.of(Objects.requireNonNull(agent).toURI()).toString();
        } catch (URISyntaxException odd) {
            throw new IllegalStateException("the agent's file has no path", odd);
        }
    }
}
