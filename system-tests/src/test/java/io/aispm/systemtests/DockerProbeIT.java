package io.aispm.systemtests;

import org.junit.jupiter.api.Tag;

/** The probe in a container. */
@Tag("docker")
class DockerProbeIT extends ProbeContract {

    @Override
    Stack stack() {
        return Stack.docker();
    }
}
