package io.aispm.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aispm.testkit.TestBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service's connection to a broker that speaks TLS only, with users by SCRAM. */
class KafkaTlsIT {

    private static final String PASSWORD = "only-for-this-test";

    @TempDir
    private static Path folder = Path.of("");

    private static int port;
    private static @Nullable TestBroker broker;

    @BeforeAll
    static void start() throws Exception {
        keytool(
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1");
        keytool("-exportcert", "-alias", "broker", "-rfc", "-file", certificate());
        port = TestBroker.freePort();
        var internal = TestBroker.freePort();
        var controller = TestBroker.freePort();
        broker = TestBroker.start(
                controller,
                List.of("SCRAM-SHA-512=[name=spm-api,password=" + PASSWORD + "]"),
                Map.ofEntries(
                        Map.entry(
                                "listeners",
                                "CLIENTS://127.0.0.1:%d,INTERNAL://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                                        .formatted(port, internal, controller)),
                        Map.entry(
                                "advertised.listeners",
                                "CLIENTS://127.0.0.1:%d,INTERNAL://127.0.0.1:%d".formatted(port, internal)),
                        Map.entry(
                                "listener.security.protocol.map",
                                "CLIENTS:SASL_SSL,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                        Map.entry("inter.broker.listener.name", "INTERNAL"),
                        Map.entry("sasl.enabled.mechanisms", "SCRAM-SHA-512"),
                        Map.entry(
                                "listener.name.clients.scram-sha-512.sasl.jaas.config",
                                "org.apache.kafka.common.security.scram.ScramLoginModule required;"),
                        Map.entry("ssl.keystore.location", keys()),
                        Map.entry("ssl.keystore.type", "PKCS12"),
                        Map.entry("ssl.keystore.password", PASSWORD)));
    }

    @AfterAll
    static void stop() throws Exception {
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void isMadeWithABrokerWhoseCertificateIsTrusted() throws Exception {
        assertThat(nodes("SASL_SSL", PASSWORD, certificate())).isEqualTo(1);
    }

    @Test
    void isRefusedWithACertificateThatNobodyVouchesFor() {
        assertThatThrownBy(() -> nodes("SASL_SSL", PASSWORD, null))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(SslAuthenticationException.class);
    }

    @Test
    void isRefusedWithAWrongPassword() {
        assertThatThrownBy(() -> nodes("SASL_SSL", "another", certificate()))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(SaslAuthenticationException.class);
    }

    private static int nodes(String protocol, String password, @Nullable String truststore) throws Exception {
        var settings =
                new KafkaSettings("127.0.0.1:" + port, protocol, "SCRAM-SHA-512", "spm-api", password, truststore);
        try (var admin = Admin.create(settings.client())) {
            return admin.describeCluster().nodes().get(30, TimeUnit.SECONDS).size();
        }
    }

    private static String keys() {
        return folder.resolve("broker.p12").toString();
    }

    private static String certificate() {
        return folder.resolve("broker.pem").toString();
    }

    private static void keytool(String... words) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("-keystore", keys(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        var keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
    }
}
