package io.aispm.stack.keys;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.aispm.stack.machine.Folders;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;

/** All secrets of one stack. */
public final class StackKeys {

    /** Who speaks to Kafka; the broker itself is one of them. */
    public static final List<String> KAFKA_USERS =
            List.of("broker", "spm-api", "spm-llm-proxy", "spm-mcp", "lineage-consumer");

    /** Who may call another service's internal routes. */
    public static final List<String> CALLERS =
            List.of("spm-api", "spm-llm-proxy", "spm-mcp", "lineage-consumer", "opa", "local-stack");

    private final SecretFiles files;

    public StackKeys(Folders folders) {
        this.files = new SecretFiles(folders.keys());
    }

    /** Makes what is not there yet. */
    public void prepare() {
        issuer();
        files.keep("keyring.json", StackKeys::newKeyRing);
        bundleKey();
        CALLERS.forEach(caller -> files.password("service-tokens/" + caller));
        KAFKA_USERS.forEach(this::kafkaPassword);
        databasePassword();
        databaseSuperuserPassword();
    }

    public LocalIssuer issuer() {
        var issuer = LocalIssuer.parse(files.keep("issuer.json", LocalIssuer::newKey));
        files.keep("jwks.json", issuer::publicKeys);
        return issuer;
    }

    /** Whether this stack was ever started, so that it has an issuer. */
    public boolean haveBeenMade() {
        return files.has("issuer.json");
    }

    public Path publicKeysFile() {
        return files.path("jwks.json");
    }

    public Path keyRingFile() {
        return files.path("keyring.json");
    }

    /** The private half, for whoever signs policy bundles. */
    public Path bundleKeyFile() {
        return files.path("bundle-key.json");
    }

    /** The public half, for whoever runs them. */
    public Path bundlePublicKeyFile() {
        return files.path("bundle-key.pem");
    }

    private void bundleKey() {
        var key = files.keep("bundle-key.json", LocalIssuer::newKey);
        files.keep("bundle-key.pem", () -> BundleKey.publicHalf(key));
    }

    public Path serviceTokens() {
        return files.path("service-tokens");
    }

    public Path serviceTokenFile(String service) {
        return files.path("service-tokens/" + service);
    }

    public String kafkaPassword(String user) {
        return files.password("kafka/" + user);
    }

    /** Who vouches for the broker's certificate (PEM). */
    public Path kafkaAuthorityFile() {
        kafkaCertificate();
        return files.path("kafka-tls/authority.pem");
    }

    /** The broker's private key and certificate (PEM). */
    public Path kafkaCertificateFile() {
        kafkaCertificate();
        return files.path("kafka-tls/broker.pem");
    }

    /** The authority is written last: where it is, all is there. */
    private void kafkaCertificate() {
        if (files.has("kafka-tls/authority.pem")) {
            return;
        }
        var made = BrokerCertificate.make(files.path("kafka-tls/new"), files.password("kafka/broker"));
        files.write("kafka-tls/broker.pem", made.key());
        files.write("kafka-tls/authority.pem", made.authority());
    }

    public String databasePassword() {
        return files.password("postgres/spm");
    }

    public String databaseSuperuserPassword() {
        return files.password("postgres/superuser");
    }

    private static String newKeyRing() {
        try {
            var configuration = AeadConfig2026.get();
            var keys = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, configuration);
            return TinkJsonProtoKeysetFormat.serializeKeyset(keys, configuration, InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("A key ring can't be made", impossible);
        }
    }
}
