package io.aispm.testkit;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A real KRaft broker in this JVM, with a folder and ports of its own. What listens where is its maker's to say. */
public final class TestBroker implements AutoCloseable {

    private static final Map<String, String> ALWAYS = Map.ofEntries(
            Map.entry("node.id", "1"),
            Map.entry("process.roles", "broker,controller"),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("log.cleaner.enable", "false"));

    private final Path folder;
    private final Properties settings;
    private KafkaRaftServer server;

    private TestBroker(Path folder, Properties settings) {
        this.folder = folder;
        this.settings = settings;
        this.server = serve(settings);
    }

    /**
     * Starts a broker.
     *
     * @param controller a free port for the listener {@code CONTROLLER}
     * @param scram users that there are from the first moment, as {@code kafka-storage} takes them
     * @param settings the listeners, and all in which this broker differs
     */
    public static TestBroker start(int controller, List<String> scram, Map<String, String> settings) throws Exception {
        var folder = Files.createTempDirectory("test-kafka");
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(folder.toString())
                .setDirectories(List.of(folder.toString()))
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setScramArguments(scram)
                .run();
        var all = new Properties();
        all.putAll(ALWAYS);
        all.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        all.put("log.dirs", folder.toString());
        all.putAll(settings);
        return new TestBroker(folder, all);
    }

    /** Stops the broker; what it holds stays, and {@link #startAgain()} serves it again under the same ports. */
    public void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    /** Starts the broker again after {@link #stop()}. */
    public void startAgain() {
        server = serve(settings);
    }

    private static KafkaRaftServer serve(Properties settings) {
        var server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
        server.startup();
        return server;
    }

    /** A port that nobody listens on. */
    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
