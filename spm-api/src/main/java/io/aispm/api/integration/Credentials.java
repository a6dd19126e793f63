package io.aispm.api.integration;

import io.aispm.kit.secret.KeyRing;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Encrypts integrations' credentials, each bound to its place, and shows people no more of one than a hint. */
@Component
class Credentials {

    private static final int LONG_ENOUGH_TO_SHOW_AN_END = 12;
    private static final int SHOWN = 4;
    private static final String HIDDEN = "••••";

    private final IntegrationStore store;
    private final KeyRing keys;

    Credentials(IntegrationStore store, KeyRing keys) {
        this.store = store;
        this.keys = keys;
    }

    void keep(IntegrationId id, Map<String, String> secrets) {
        secrets.forEach((key, secret) -> store.keep(id, key, keys.encryptText(secret, place(id, key)), hint(secret)));
    }

    Map<String, String> read(IntegrationId id, Map<String, byte[]> ciphers) {
        var secrets = new LinkedHashMap<String, String>();
        ciphers.forEach((key, cipher) -> secrets.put(key, keys.decryptText(cipher, place(id, key))));
        return secrets;
    }

    static String hint(String secret) {
        return secret.length() < LONG_ENOUGH_TO_SHOW_AN_END
                ? HIDDEN
                : HIDDEN + secret.substring(secret.length() - SHOWN);
    }

    private static String place(IntegrationId id, String key) {
        return "integration:" + id + ":" + key;
    }
}
