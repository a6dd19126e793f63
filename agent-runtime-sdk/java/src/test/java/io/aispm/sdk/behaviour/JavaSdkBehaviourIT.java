package io.aispm.sdk.behaviour;

import io.aispm.sdk.Launcher;
import java.nio.file.Path;
import java.util.List;

class JavaSdkBehaviourIT extends SdkBehaviour {

    @Override
    List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Launcher.class.getName(),
                BehaviourAgent.class.getName());
    }
}
