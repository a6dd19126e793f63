package io.aispm.stack.keys;

import io.aispm.stack.machine.Folders;
import io.aispm.stack.machine.Shell;
import io.aispm.stack.machine.StackException;
import io.aispm.stack.machine.Unpacked;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The certificate of a stack's one broker, and that of the authority which signed it. The authority's own key is forgotten as soon
 * as it has signed, so nothing else is ever vouched for by it.
 *
 * @param key the broker's private key and its chain (PEM)
 * @param authority who vouches for it (PEM)
 */
record BrokerCertificate(String key, String authority) {

    private static final String VALID_DAYS = "3650";
    private static final String NAMES = "san=dns:kafka-broker,dns:localhost,ip:127.0.0.1";
    private static final String PASSWORD = "STORE_PASSWORD";

    /** A new one, for the names that a broker has on one machine and in Compose. */
    static BrokerCertificate make(Path folder, String password) {
        var store = Folders.makePrivate(folder).resolve("keys.p12");
        try {
            keytool(
                    store,
                    password,
                    "authority",
                    "-ext",
                    "bc:critical=ca:true,pathlen:0",
                    "-ext",
                    "ku:critical=keyCertSign");
            keytool(
                    store,
                    password,
                    "broker",
                    "-signer",
                    "authority",
                    "-ext",
                    NAMES,
                    "-ext",
                    "ku:critical=digitalSignature");
            return read(KeyStore.getInstance(store.toFile(), password.toCharArray()), password);
        } catch (IOException | GeneralSecurityException failed) {
            throw StackException.because("Kafka's certificate could not be made: " + failed.getMessage(), failed);
        } finally {
            Unpacked.delete(folder);
        }
    }

    private static void keytool(Path store, String password, String alias, String... more) {
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var command =
                new ArrayList<>(List.of(tool, "-genkeypair", "-alias", alias, "-dname", "CN=AI-SPM Kafka " + alias));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", VALID_DAYS));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass:env", PASSWORD));
        command.addAll(List.of(more));
        var outcome = Shell.run(command, Map.of(PASSWORD, password));
        if (!outcome.succeeded()) {
            throw StackException.because("Kafka's certificate could not be made: " + outcome.lastLine());
        }
    }

    private static BrokerCertificate read(KeyStore store, String password) throws GeneralSecurityException {
        var key = store.getKey("broker", password.toCharArray());
        var pem = new StringBuilder(pem("PRIVATE KEY", key.getEncoded()));
        for (Certificate certificate : store.getCertificateChain("broker")) {
            pem.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        return new BrokerCertificate(
                pem.toString(),
                pem("CERTIFICATE", store.getCertificate("authority").getEncoded()));
    }

    private static String pem(String what, byte[] encoded) {
        var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(encoded);
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(what, lines);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "BrokerCertificate";
    }
}
