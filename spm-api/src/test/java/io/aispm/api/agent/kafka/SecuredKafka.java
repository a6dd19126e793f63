package io.aispm.api.agent.kafka;

import io.aispm.kit.kafka.KafkaSettings;
import io.aispm.testkit.SecuredBroker;
import java.io.IOException;

/** A broker with users and rights, as the platform's settings name it. */
final class SecuredKafka implements AutoCloseable {

    private final SecuredBroker broker;

    SecuredKafka() throws Exception {
        this.broker = new SecuredBroker();
    }

    /** How the platform connects. */
    KafkaSettings platform() {
        return user(SecuredBroker.ADMIN, SecuredBroker.ADMIN_PASSWORD);
    }

    /** How an agent connects. */
    KafkaSettings user(String name, String password) {
        return new KafkaSettings(
                broker.address(), SecuredBroker.PROTOCOL, SecuredBroker.MECHANISM, name, password, null);
    }

    @Override
    public void close() throws IOException {
        broker.close();
    }
}
