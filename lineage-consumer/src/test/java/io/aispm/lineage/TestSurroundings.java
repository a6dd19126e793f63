package io.aispm.lineage;

import io.aispm.contract.Topics;
import io.aispm.testkit.TestKafka;
import io.aispm.testkit.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** A database, the topics, and a token by which one service may call. */
public final class TestSurroundings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** What {@code spm-api} shows. */
    public static final String TOKEN = "a-service-token-for-tests-0123456789";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestKafka.createTopics(Topics.LINEAGE, Topics.LINEAGE + ".dead");
        TestPropertyValues.of(
                        "SPM_DATABASE_URL=" + TestPostgres.url(),
                        "SPM_DATABASE_USERNAME=postgres",
                        "SPM_DATABASE_PASSWORD=postgres",
                        "KAFKA_BOOTSTRAP_SERVERS=" + TestKafka.bootstrapServers(),
                        "SPM_SERVICE_TOKENS_DIR=" + tokens(),
                        "SERVER_PORT=0",
                        "MANAGEMENT_SERVER_PORT=0")
                .applyTo(context);
    }

    private static String tokens() {
        try {
            var folder = Files.createTempDirectory("tokens");
            Files.writeString(folder.resolve("spm-api"), TOKEN);
            return folder.toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
