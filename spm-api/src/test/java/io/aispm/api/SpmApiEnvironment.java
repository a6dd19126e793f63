package io.aispm.api;

import io.aispm.api.identity.TestPeople;
import io.aispm.contract.Topics;
import io.aispm.kit.secret.KeyRing;
import io.aispm.kit.secret.Tokens;
import io.aispm.testkit.TestKafka;
import io.aispm.testkit.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** The environment of the control plane under test, made when its context is. */
class SpmApiEnvironment implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestKafka.createTopics(Topics.LINEAGE, Topics.CONTROL);
        try {
            var folder = Files.createTempDirectory("spm-api-test");
            KeyRing.create(folder.resolve("keyring.json"));
            var tokens = Files.createDirectory(folder.resolve("tokens"));
            for (var service : new String[] {"spm-api", "spm-llm-proxy", "spm-mcp", "opa", "local-stack"}) {
                Files.writeString(tokens.resolve(service), Tokens.mint("svc_"));
            }
            var key = TestBundleKey.in(folder);
            TestPropertyValues.of(
                            "SERVER_PORT=0",
                            "MANAGEMENT_SERVER_PORT=0",
                            "SPM_AGENT_LISTENER_PORT=" + freePort(),
                            "SPM_BIND_ADDRESS=127.0.0.1",
                            "SPM_DATABASE_URL=" + TestPostgres.url(),
                            "SPM_DATABASE_USERNAME=postgres",
                            "KAFKA_BOOTSTRAP_SERVERS=" + TestKafka.bootstrapServers(),
                            "SPM_KEYRING_FILE=" + folder.resolve("keyring.json"),
                            "SPM_BUNDLE_KEY_FILE=" + key.privateKey(),
                            "SPM_SERVICE_TOKENS_DIR=" + tokens,
                            "SPM_SERVICE_TOKEN_FILE=" + tokens.resolve("spm-api"),
                            "SPM_AGENT_RUN_DIR=" + folder.resolve("agents"),
                            "OPA_URL="
                                    + TestOpa.of(context, tokens.resolve("opa"), key.publicKey())
                                            .url(),
                            "OPA_BINARY=" + TestOpa.binary(),
                            "SPM_JWT_JWKS_FILE=" + TestPeople.jwksFile(),
                            "SPM_AGENT_RUNTIME=none",
                            "spm.http.connection-timeout=4s",
                            "SPM_ONE_MACHINE=true")
                    .applyTo(context);
        } catch (IOException failed) {
            throw new UncheckedIOException("no folder for the test", failed);
        }
    }

    /** Known before the start, because /health tells by it who asks. */
    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
