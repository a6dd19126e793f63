package io.aispm.testkit;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A real Kafka for tests: one KRaft broker for the whole JVM, without security, that makes no topic by itself. */
public final class TestKafka {

    private TestKafka() {}

    /** Where the broker is. */
    public static String bootstrapServers() {
        return Server.ADDRESS;
    }

    /** Makes topics of one partition each; one that is there already stays as it is. */
    public static void createTopics(String... names) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            var there = admin.listTopics().names().get(10, TimeUnit.SECONDS);
            var missing = Stream.of(names)
                    .filter(name -> !there.contains(name))
                    .map(name -> new NewTopic(name, 1, (short) 1))
                    .toList();
            admin.createTopics(missing).all().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("no test topics", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Started on first use by the class loader, so that no test that needs no broker waits for one. */
    private static final class Server {

        static final String ADDRESS = start();

        private static String start() {
            try {
                var clients = TestBroker.freePort();
                var controller = TestBroker.freePort();
                var broker = TestBroker.start(
                        controller,
                        List.of(),
                        Map.of(
                                "listeners",
                                "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(clients, controller),
                                "advertised.listeners",
                                "PLAINTEXT://127.0.0.1:" + clients));
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(broker)));
                return "127.0.0.1:" + clients;
            } catch (Exception failed) {
                throw new IllegalStateException("Kafka does not start", failed);
            }
        }

        private static void end(TestBroker broker) {
            try {
                broker.close();
            } catch (IOException left) {
                // A temporary folder that stays behind harms nobody.
            }
        }
    }
}
