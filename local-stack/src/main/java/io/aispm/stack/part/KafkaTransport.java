package io.aispm.stack.part;

import io.aispm.stack.keys.StackKeys;
import io.aispm.stack.machine.StackException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How everybody speaks to the stack's broker: with users always, encrypted where {@code KAFKA_SECURITY_PROTOCOL} is
 * {@code SASL_SSL}.
 *
 * @param authority the certificate (PEM) that vouches for the broker; null where nothing is encrypted
 */
public record KafkaTransport(@Nullable Path authority) {

    /** The setting, as services have it. */
    public static final String SETTING = "KAFKA_SECURITY_PROTOCOL";

    private static final String PLAIN = "SASL_PLAINTEXT";
    private static final String ENCRYPTED = "SASL_SSL";

    /** What the environment asks for; the broker's certificate is made when it is first needed. */
    public static KafkaTransport of(Map<String, String> environment, StackKeys keys) {
        var asked = environment.getOrDefault(SETTING, "");
        return switch (asked) {
            case "", PLAIN -> new KafkaTransport(null);
            case ENCRYPTED -> new KafkaTransport(keys.kafkaAuthorityFile());
            default ->
                throw StackException.because(
                        "%s may be %s or %s, not '%s'".formatted(SETTING, PLAIN, ENCRYPTED, asked));
        };
    }

    boolean isEncrypted() {
        return authority != null;
    }

    String protocol() {
        return isEncrypted() ? ENCRYPTED : PLAIN;
    }

    /** What a service is told. */
    Map<String, String> variables() {
        return authority == null
                ? Map.of(SETTING, protocol())
                : Map.of(SETTING, protocol(), "KAFKA_TRUSTSTORE_LOCATION", authority.toString());
    }

    /** What a client of this process needs. */
    Map<String, Object> client() {
        return Optional.ofNullable(authority)
                .<Map<String, Object>>map(file -> Map.of(
                        "security.protocol", protocol(),
                        "ssl.truststore.type", "PEM",
                        "ssl.truststore.location", file.toString()))
                .orElse(Map.of("security.protocol", protocol()));
    }
}
