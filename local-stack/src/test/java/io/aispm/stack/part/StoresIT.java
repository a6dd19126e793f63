package io.aispm.stack.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.stack.keys.StackKeys;
import io.aispm.stack.machine.AgentRuntimeKind;
import io.aispm.stack.machine.Folders;
import io.aispm.stack.machine.Ports;
import io.aispm.stack.machine.Progress;
import io.aispm.stack.supervise.Supervisor;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database and the broker as the stack starts them. */
class StoresIT {

    @TempDir
    private static Path folder = Path.of("");

    private static final Set<String> STORES = Set.of("postgres", "kafka");

    private static StackContext context;
    private static Supervisor supervisor;

    @BeforeAll
    static void start() throws Exception {
        var folders = new Folders(folder, folder.resolve("cache"), folder.resolve("data"));
        var keys = new StackKeys(folders);
        keys.prepare();
        var progress = new Progress(new PrintWriter(new StringWriter()), Clock.systemUTC());
        context = new StackContext(folders, new Ports(freeOffset()), keys, AgentRuntimeKind.BUBBLEWRAP, progress);
        supervisor = new Supervisor(
                List.of(new PostgresPart(context), new KafkaPart(context)), folder, progress, (_, _) -> {});
        supervisor.start();
    }

    @AfterAll
    static void stop() {
        supervisor.stop(STORES);
    }

    /** So that the stores listen below the ports from which connections go out (32768): one of those may take theirs. */
    private static int freeOffset() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Math.floorMod(socket.getLocalPort(), 13_000) + 10_000;
        }
    }

    @Test
    void theDatabaseBelongsToItsOwnerAndFindsEverySchema() throws Exception {
        var url = StackParts.database(context.ports(), context.keys().databasePassword());
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select current_user, current_setting('search_path'), current_setting('server_version_num')")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("spm");
            assertThat(rows.getString(2)).contains("agent, chat, policy, integration, lineage");
            assertThat(rows.getString(3)).startsWith("18");
        }
    }

    @Test
    void theDatabaseRefusesAnyOtherPassword() {
        var url = StackParts.database(context.ports(), "guess");

        Assertions.assertThatThrownBy(() -> DriverManager.getConnection(url).close())
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void theBrokerHasThePlatformsTopics() throws Exception {
        try (var admin = admin("spm-api", context.keys().kafkaPassword("spm-api"))) {
            assertThat(admin.listTopics().names().get()).contains("cpm.global.lineage_events", "cpm.global.control");
        }
    }

    @Test
    void aGatewayMaySeeNoMoreThanItsTopics() throws Exception {
        try (var admin = admin("spm-mcp", context.keys().kafkaPassword("spm-mcp"))) {
            assertThat(admin.listTopics().names().get())
                    .containsExactlyInAnyOrder("cpm.global.lineage_events", "cpm.global.control");
        }
    }

    @Test
    void nobodyEntersTheBrokerWithAWrongPassword() {
        try (var admin = admin("spm-api", "guess")) {
            Assertions.assertThatThrownBy(() -> admin.listTopics().names().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    @Test
    void theBrokerRemembersItsUsersAfterOthersWereRemoved() throws Exception {
        try (var admin = admin("spm-api", context.keys().kafkaPassword("spm-api"))) {
            for (int i = 0; i < 20; i++) {
                var user = "agent-" + i;
                var info = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
                admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(user, info, "password")))
                        .all()
                        .get();
                admin.alterUserScramCredentials(
                                List.of(new UserScramCredentialDeletion(user, ScramMechanism.SCRAM_SHA_512)))
                        .all()
                        .get();
            }
        }

        supervisor.restart(Set.of("kafka"));

        try (var admin = admin("lineage-consumer", context.keys().kafkaPassword("lineage-consumer"))) {
            assertThat(admin.listTopics().names().get()).contains("cpm.global.lineage_events");
        }
    }

    @Test
    void bothKeepWhatTheyHadOverARestart() throws Exception {
        supervisor.restart(STORES);

        try (var admin = admin("spm-api", context.keys().kafkaPassword("spm-api"))) {
            assertThat(admin.listTopics().names().get()).contains("cpm.global.control");
        }
        var url = StackParts.database(context.ports(), context.keys().databasePassword());
        DriverManager.getConnection(url).close();
    }

    private static Admin admin(String user, String password) {
        return Admin.create(Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + context.ports().kafka(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(user, password)));
    }
}
