package io.aispm.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What can't be kept is told by {@code ./aispm dead-letters}, and kept by its {@code --replay} once the cause is mended. */
class DeadLettersIT {

    private static final String REFUSING =
            "alter table lineage.session_events add constraint no_dead_letters check (tenant_id <> 'dead-letters') not valid";
    private static final String MENDED = "alter table lineage.session_events drop constraint if exists no_dead_letters";

    private final Api admin = Api.admin("dead-letters");

    @AfterEach
    void mend() {
        inDatabase(MENDED);
    }

    @Test
    void comeBackAtAWordOnceTheirCauseIsMended() {
        var agent = admin.register("letters", Agents.code(Agents.ECHO), Map.of())
                .expect(201)
                .json()
                .path("id")
                .asString();
        inDatabase(REFUSING);
        admin.chat(agent, Map.of("message", "keep this"));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(letters()).contains("no_dead_letters"));
        assertThat(activity(agent)).doesNotContain("keep this");
        assertThat(replay().code()).as("while it isn't mended").isEqualTo(1);

        inDatabase(MENDED);
        assertThat(replay().expectSuccess()).containsPattern("[1-9]\\d* tried again, 0 of them can't be kept");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(activity(agent)).contains("echo: keep this"));
        assertThat(letters()).isBlank();
        admin.delete("/api/spm/agents/" + agent).expect(204);
    }

    private String activity(String agent) {
        return admin.get("/api/spm/agents/" + agent + "/activity").expect(200).body();
    }

    private static String letters() {
        return Stack.aispm(Map.of(), "dead-letters").expectSuccess();
    }

    private static Stack.Outcome replay() {
        return Stack.aispm(Map.of(), "dead-letters", "--replay");
    }

    /** As the platform's own user. */
    private static void inDatabase(String statement) {
        var stack = Stack.get();
        try (var connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:%d/spm".formatted(stack.postgresPort()),
                        "spm",
                        Files.readString(stack.data().resolve("keys/postgres/spm"))
                                .strip());
                var asked = connection.createStatement()) {
            asked.execute(statement);
        } catch (SQLException | IOException failed) {
            throw new IllegalStateException(statement, failed);
        }
    }
}
