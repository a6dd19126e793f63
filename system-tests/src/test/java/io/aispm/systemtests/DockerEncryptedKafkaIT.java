package io.aispm.systemtests;

import org.junit.jupiter.api.Tag;

/** Agents in containers. */
@Tag("docker")
class DockerEncryptedKafkaIT extends EncryptedKafkaContract {

    @Override
    Stack stack() {
        return Stack.docker();
    }

    @Override
    void leave(Stack used) {
        // Other tests go on with it.
    }
}
