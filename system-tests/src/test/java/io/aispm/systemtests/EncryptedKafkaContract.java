package io.aispm.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Agents and services where Kafka speaks TLS only, with a certificate that the stack's own authority vouches for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EncryptedKafkaContract {

    private static final String TENANT = "encrypted";
    private static final int ALERT = 0x15;
    private static final byte[] A_REQUEST = {0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, (byte) 0xff, (byte) 0xff};

    private Stack stack;
    private Api admin;
    private ScriptedProvider provider;

    abstract Stack stack();

    /** What is left to do with the stack when all is tried. */
    abstract void leave(Stack used);

    @BeforeAll
    void start() {
        stack = stack();
        admin = new Api(stack.api(), stack.tokenOf("spm:admin", TENANT));
        provider = new ScriptedProvider("It came by TLS.");
        provider.becomeDefaultOf(admin, "any");
    }

    @AfterAll
    void tidy() {
        provider.close();
        for (var agent : admin.get("/api/spm/agents").expect(200).json()) {
            admin.delete("/api/spm/agents/" + agent.path("id").asString()).expect(204);
        }
        leave(stack);
    }

    @Test
    void anAgentInPythonHearsAndAnswers() throws IOException {
        assertThat(answerOf("python/custom_agent.py", "agent.py")).contains("It came by TLS.");
    }

    @Test
    void anAgentInJavaHearsAndAnswers() throws IOException {
        assertThat(answerOf("java/custom-agent-jar/target/custom-agent-jar.jar", "agent.jar"))
                .contains("It came by TLS.");
    }

    private String answerOf(String example, String filename) throws IOException {
        var code = Files.readAllBytes(Stack.file("example-agents/" + example));
        var agent = admin.upload("/api/spm/agents?wait=60s", filename.replace('.', '-'), filename, code, Map.of())
                .expect(201)
                .json();
        assertThat(agent.path("runtime_state").asString()).as(agent.toString()).isEqualTo("running");

        var frames = admin.chat(agent.path("id").asString(), Map.of("message", "How did this come to you?"));

        return frames.getLast().path("text").asString();
    }

    @Test
    void whoDoesNotSpeakTlsHearsNothing() throws IOException {
        try (var plain = connect()) {
            plain.getOutputStream().write(A_REQUEST);

            assertThat(plain.getInputStream().read()).isIn(-1, ALERT);
        }
    }

    @Test
    void theBrokerIsKnownByTheStacksOwnAuthority() throws Exception {
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (var file = Files.newInputStream(stack.data().resolve("keys/kafka-tls/authority.pem"))) {
            trusted.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        var address = URI.create("kafka://" + stack.kafka());

        try (var socket =
                context.getSocketFactory().createSocket(connect(), address.getHost(), address.getPort(), true)) {
            socket.getOutputStream().write(A_REQUEST);

            assertThat(socket.getInputStream().read()).isNotNegative().isNotEqualTo(ALERT);
        }
    }

    private Socket connect() throws IOException {
        var address = URI.create("kafka://" + stack.kafka());
        var socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }
}
