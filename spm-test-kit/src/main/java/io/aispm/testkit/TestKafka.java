package io.aispm.testkit;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

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
                var folder = Files.createTempDirectory("test-kafka");
                var broker = freePort();
                var controller = freePort();
                var settings = settings(folder, broker, controller);
                format(folder);
                var server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
                server.startup();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    server.shutdown();
                    delete(folder);
                }));
                return "127.0.0.1:" + broker;
            } catch (Exception failed) {
                throw new IllegalStateException("Kafka does not start", failed);
            }
        }

        private static Properties settings(Path folder, int broker, int controller) {
            var settings = new Properties();
            settings.putAll(Map.ofEntries(
                    Map.entry("node.id", "1"),
                    Map.entry("process.roles", "broker,controller"),
                    Map.entry("listeners", "PLAINTEXT://127.0.0.1:" + broker + ",CONTROLLER://127.0.0.1:" + controller),
                    Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + broker),
                    Map.entry("controller.listener.names", "CONTROLLER"),
                    Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controller),
                    Map.entry("log.dirs", folder.toString()),
                    Map.entry("auto.create.topics.enable", "false"),
                    Map.entry("offsets.topic.replication.factor", "1"),
                    Map.entry("offsets.topic.num.partitions", "1"),
                    Map.entry("transaction.state.log.replication.factor", "1"),
                    Map.entry("transaction.state.log.min.isr", "1"),
                    Map.entry("group.initial.rebalance.delay.ms", "0"),
                    Map.entry("log.cleaner.enable", "false")));
            return settings;
        }

        private static void format(Path folder) throws Exception {
            new Formatter()
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(1)
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(folder.toString())
                    .setDirectories(List.of(folder.toString()))
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .run();
        }

        private static int freePort() throws IOException {
            try (var socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            }
        }

        private static void delete(Path folder) {
            try (var files = Files.walk(folder)) {
                files.sorted((a, b) -> b.compareTo(a))
                        .forEach(file -> file.toFile().delete());
            } catch (IOException left) {
                // A temporary folder that stays behind harms nobody.
            }
        }
    }
}
