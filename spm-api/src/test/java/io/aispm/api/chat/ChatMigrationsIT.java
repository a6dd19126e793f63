package io.aispm.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.testkit.TestPostgres;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Each migration is tried on the filled database of the one before. */
class ChatMigrationsIT {

    private final UUID agent = UUID.randomUUID();
    private final DriverManagerDataSource database = new DriverManagerDataSource(TestPostgres.url(), "postgres", "");
    private final JdbcClient jdbc = JdbcClient.create(database);

    @Test
    void aSessionThatWasBegunBeforeGoesOnAndStaysItsOwners() {
        migrate("1");
        var session = UUID.randomUUID();
        jdbc.sql("""
                insert into chat.agent_chat_sessions (id, agent_id, tenant_id, user_id, started_at, turn_count)
                values (:session, :agent, 't1', 'ada', now(), 4)""").param("session", session).param("agent", agent).update();

        migrate("2");

        assertThat(open(session, "ada", 9, null)).isEqualTo("opened 5");
        assertThat(open(session, "bob", 9, null)).isEqualTo("foreign null");
        assertThat(open(session, "ada", 9, 1)).isEqualTo("too_many_turns null");
        assertThat(open(UUID.randomUUID(), "bob", 1, null)).isEqualTo("too_many_sessions null");
    }

    @Test
    void aTurnThatIsRefusedForALimitLeavesNoSession() {
        migrate("2");
        assertThat(open(UUID.randomUUID(), "ada", 9, null)).isEqualTo("opened 1");

        migrate("3");

        var refused = UUID.randomUUID();
        assertThat(open(refused, "ada", 1, null)).isEqualTo("too_many_sessions null");
        assertThat(open(refused, "ada", 9, 1)).isEqualTo("too_many_turns null");
        assertThat(sessions(refused)).isZero();
        assertThat(open(refused, "ada", 9, null)).isEqualTo("opened 1");
        assertThat(open(refused, "bob", 9, null)).isEqualTo("foreign null");
        assertThat(sessions(refused)).isOne();
    }

    private long sessions(UUID id) {
        return jdbc.sql("select count(*) from chat.agent_chat_sessions where id = :id")
                .param("id", id)
                .query(Long.class)
                .single();
    }

    private String open(UUID session, String user, int mostSessions, @Nullable Integer mostTurns) {
        return jdbc.sql("""
                        select outcome || ' ' || coalesce(turn_number::text, 'null')
                          from chat.open_turn(:session, :agent, 't1', :user, now(), :trace, :instance,
                               array['spm:user'], :mostSessions, :mostTurns::integer)""")
                .param("session", session)
                .param("agent", agent)
                .param("user", user)
                .param("trace", UUID.randomUUID().toString())
                .param("instance", UUID.randomUUID())
                .param("mostSessions", mostSessions)
                .param("mostTurns", mostTurns)
                .query(String.class)
                .single();
    }

    private void migrate(String version) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration/chat")
                .target(MigrationVersion.fromVersion(version))
                .load()
                .migrate();
    }
}
