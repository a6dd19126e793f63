package io.aispm.stack.part;

import io.aispm.stack.keys.SecretFiles;
import io.aispm.stack.keys.StackKeys;
import io.aispm.stack.machine.StackException;
import io.aispm.stack.machine.Unpacked;
import io.aispm.stack.supervise.Launch;
import io.aispm.stack.supervise.Part;
import io.aispm.stack.supervise.Running;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** One Kafka broker (KRaft) in a JVM of its own: SCRAM users, and nothing allowed that no rule allows. */
public final class KafkaPart implements Part {

    private static final String RULES_APPLIED = "rules-applied-1";

    private final StackContext context;
    private final KafkaRules rules;

    public KafkaPart(StackContext context) {
        this.context = context;
        this.rules = new KafkaRules(
                "127.0.0.1:" + context.ports().kafka(),
                context.kafka(),
                () -> context.keys().kafkaPassword("broker"));
    }

    @Override
    public String name() {
        return "kafka";
    }

    private Path folder() {
        return context.folders().data().resolve("kafka");
    }

    @Override
    public Launch launch() {
        var files = new SecretFiles(folder());
        files.write("server.properties", configuration());
        if (!files.has("formatted")) {
            format(files.path("server.properties"));
            files.write("formatted", "with its users");
        }
        var command = new ArrayList<>(List.of(
                StackContext.java().toString(),
                "-Xmx384m",
                "-Xms64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dlogback.configurationFile=broker-logback.xml",
                "-Djava.awt.headless=true"));
        archive().ifPresent(archive -> command.addAll(archive.options()));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "kafka.Kafka",
                files.path("server.properties").toString()));
        return new Launch(command, Map.of(), "4.2.1");
    }

    @Override
    public boolean isReady(Running running) {
        return running.hasSaid("Kafka Server started");
    }

    @Override
    public void onReady() {
        var marks = new SecretFiles(folder());
        if (!marks.has(RULES_APPLIED)) {
            rules.apply();
            marks.write(RULES_APPLIED, "topics and access rules are there");
        }
    }

    /** The broker runs from the launcher's own libraries; there is no archive where they are no single jar. */
    Optional<ClassArchive> archive() {
        var jar = Path.of(System.getProperty("java.class.path"));
        return Files.isRegularFile(jar) ? Optional.of(new ClassArchive(jar, "kafka")) : Optional.empty();
    }

    /** Kafka's own ids never begin with a dash, which its tool would take for an option. */
    private void format(Path properties) {
        Unpacked.delete(folder().resolve("data"));
        var arguments =
                new ArrayList<>(List.of("format", "-t", Uuid.randomUuid().toString(), "-c", properties.toString()));
        for (var user : StackKeys.KAFKA_USERS) {
            arguments.add("--add-scram");
            arguments.add(user(user, context.keys().kafkaPassword(user)));
        }
        var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try {
            StorageTool.execute(arguments.toArray(String[]::new), silent);
        } catch (Exception failed) {
            throw StackException.because("Kafka's data folder could not be made: " + failed.getMessage(), failed);
        }
        if (!Files.isDirectory(folder().resolve("data"))) {
            throw StackException.because("Kafka's data folder could not be made");
        }
    }

    /** A user, as the storage tool wants to hear of it. */
    public static String user(String name, String password) {
        return "SCRAM-SHA-512=[name=%s,password=%s]".formatted(name, password);
    }

    private String configuration() {
        var listener = "127.0.0.1:" + context.ports().kafka();
        return new BrokerConfiguration(
                        listener,
                        listener,
                        context.ports().kafkaController(),
                        context.keys().kafkaPassword("broker"),
                        folder().resolve("data"),
                        certificates(context.kafka(), context.keys()))
                .properties();
    }

    private static BrokerConfiguration.@Nullable Certificates certificates(KafkaTransport transport, StackKeys keys) {
        var authority = transport.authority();
        return authority == null ? null : new BrokerConfiguration.Certificates(keys.kafkaCertificateFile(), authority);
    }
}
