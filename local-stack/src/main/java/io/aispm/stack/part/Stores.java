package io.aispm.stack.part;

import io.aispm.stack.keys.StackKeys;

/** What PostgreSQL and Kafka must hold before the services start, where somebody else runs those two. */
public final class Stores {

    private final StackKeys keys;

    public Stores(StackKeys keys) {
        this.keys = keys;
    }

    /**
     * Makes the database, its owner, the platform's topics and who may do what with them; what is there stays.
     *
     * @param postgres host and port
     * @param kafka host and port
     */
    public void prepare(String postgres, String kafka) {
        new Database(postgres, keys).prepare();
        var transport = KafkaTransport.of(System.getenv(), keys);
        new KafkaRules(kafka, transport, () -> keys.kafkaPassword("broker")).apply();
    }
}
