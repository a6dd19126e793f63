package io.aispm.systemtests;

/** Agents under bubblewrap, on a stack that is there for this alone. */
class BubblewrapEncryptedKafkaIT extends EncryptedKafkaContract {

    @Override
    Stack stack() {
        return Stack.encrypted();
    }

    @Override
    void leave(Stack used) {
        used.stop();
    }
}
