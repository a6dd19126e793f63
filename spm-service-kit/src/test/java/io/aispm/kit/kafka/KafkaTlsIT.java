package io.aispm.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aispm.testkit.TlsBroker;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A service's connection to a broker that speaks TLS only, with users by SCRAM. */
class KafkaTlsIT {

    private static final String PASSWORD = "only-for-this-test";

    private static @Nullable TlsBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = TlsBroker.start("spm-api", PASSWORD);
    }

    @AfterAll
    static void stop() throws Exception {
        broker().close();
    }

    private static TlsBroker broker() {
        if (broker == null) {
            throw new AssertionError("there is no broker");
        }
        return broker;
    }

    @Test
    void isMadeWithABrokerWhoseCertificateIsTrusted() throws Exception {
        assertThat(nodes(PASSWORD, broker().authority().toString())).isEqualTo(1);
    }

    @Test
    void isRefusedWithACertificateThatNobodyVouchesFor() {
        assertThatThrownBy(() -> nodes(PASSWORD, null))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(SslAuthenticationException.class);
    }

    @Test
    void isRefusedWithAWrongPassword() {
        assertThatThrownBy(() -> nodes("another", broker().authority().toString()))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(SaslAuthenticationException.class);
    }

    private static int nodes(String password, @Nullable String truststore) throws Exception {
        var settings = new KafkaSettings(
                broker().bootstrapServers(), "SASL_SSL", "SCRAM-SHA-512", "spm-api", password, truststore);
        try (var admin = Admin.create(settings.client())) {
            return admin.describeCluster().nodes().get(30, TimeUnit.SECONDS).size();
        }
    }
}
