package io.aispm.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real broker whose clients come by TLS only, with a certificate that an authority made for this test vouches for. */
public final class TlsBroker implements AutoCloseable {

    private final Path folder;
    private final String servers;
    private final TestBroker broker;

    private TlsBroker(Path folder, String servers, TestBroker broker) {
        this.folder = folder;
        this.servers = servers;
        this.broker = broker;
    }

    /** Starts one that knows one user (SCRAM-SHA-512) and lets it do everything. */
    public static TlsBroker start(String user, String password) throws Exception {
        var folder = Files.createTempDirectory("tls-broker");
        var keys = new Keys(folder, password);
        keys.make("authority", "-ext", "bc:critical", "-ext", "ku:critical=keyCertSign");
        keys.make("broker", "-signer", "authority", "-ext", "san=ip:127.0.0.1");
        keys.tool(
                "-exportcert",
                "-alias",
                "authority",
                "-rfc",
                "-file",
                authority(folder).toString());
        keys.tool("-delete", "-alias", "authority");
        var clients = "127.0.0.1:" + TestBroker.freePort();
        var internal = "127.0.0.1:" + TestBroker.freePort();
        var controller = TestBroker.freePort();
        var broker = TestBroker.start(
                controller,
                List.of("SCRAM-SHA-512=[name=%s,password=%s]".formatted(user, password)),
                Map.ofEntries(
                        Map.entry(
                                "listeners",
                                "CLIENTS://%s,INTERNAL://%s,CONTROLLER://127.0.0.1:%d"
                                        .formatted(clients, internal, controller)),
                        Map.entry("advertised.listeners", "CLIENTS://%s,INTERNAL://%s".formatted(clients, internal)),
                        Map.entry(
                                "listener.security.protocol.map",
                                "CLIENTS:SASL_SSL,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                        Map.entry("inter.broker.listener.name", "INTERNAL"),
                        Map.entry("sasl.enabled.mechanisms", "SCRAM-SHA-512"),
                        Map.entry(
                                "listener.name.clients.scram-sha-512.sasl.jaas.config",
                                "org.apache.kafka.common.security.scram.ScramLoginModule required;"),
                        Map.entry("ssl.keystore.location", keys.store().toString()),
                        Map.entry("ssl.keystore.type", "PKCS12"),
                        Map.entry("ssl.keystore.password", password)));
        return new TlsBroker(folder, clients, broker);
    }

    /** Host and port of its clients' listener. */
    public String bootstrapServers() {
        return servers;
    }

    /** The file (PEM) of the one authority that vouches for it. */
    public Path authority() {
        return authority(folder);
    }

    private static Path authority(Path folder) {
        return folder.resolve("authority.pem");
    }

    @Override
    public void close() throws IOException {
        broker.close();
    }

    private record Keys(Path folder, String password) {

        Path store() {
            return folder.resolve("keys.p12");
        }

        void make(String alias, String... more) throws Exception {
            var words =
                    new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-keyalg", "EC", "-dname", "CN=" + alias));
            words.addAll(List.of(more));
            tool(words.toArray(String[]::new));
        }

        void tool(String... words) throws Exception {
            var command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
            command.addAll(List.of(words));
            command.addAll(List.of("-keystore", store().toString(), "-storetype", "PKCS12", "-storepass", password));
            var keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (keytool.waitFor() != 0) {
                throw new IOException(said);
            }
        }
    }
}
