package io.aispm.api.policy.bundle;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signs what is in a bundle, so that OPA runs none but this platform's: whoever can answer in its place, or change it on its
 * way, can't make policies.
 *
 * @see <a href="https://www.openpolicyagent.org/docs/management-bundles#signing">OPA's bundle signing</a>
 */
@Component
class BundleSigner {

    /** The name that OPA's configuration has for the public key. */
    private static final String KEY = "bundle";

    private static final JWSHeader HEADER = new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(JOSEObjectType.JWT)
            .keyID(KEY)
            .build();

    private final ECDSASigner signer;
    private final JsonMapper json;

    @Autowired
    BundleSigner(BundleProperties properties, JsonMapper json) {
        this(read(properties.keyFile()), json);
    }

    BundleSigner(ECKey key, JsonMapper json) {
        this.json = json;
        try {
            this.signer = new ECDSASigner(key);
        } catch (JOSEException unusable) {
            throw new IllegalStateException("The key of bundles can't sign", unusable);
        }
    }

    private static ECKey read(Path file) {
        try {
            return ECKey.parse(Files.readString(file));
        } catch (IOException | ParseException unusable) {
            throw new IllegalStateException("SPM_BUNDLE_KEY_FILE (" + file + ") holds no key", unusable);
        }
    }

    /** The content of {@code .signatures.json}: one token over all files' SHA-256, in hex, by their names. */
    String signatures(SortedMap<String, String> digests) {
        var files = digests.entrySet().stream()
                .map(file -> Map.of("name", file.getKey(), "hash", file.getValue(), "algorithm", "SHA-256"))
                .toList();
        var token = new JWSObject(HEADER, new Payload(json.writeValueAsString(Map.of("files", files))));
        try {
            token.sign(signer);
        } catch (JOSEException impossible) {
            throw new IllegalStateException("the bundle can't be signed", impossible);
        }
        return json.writeValueAsString(Map.of("signatures", List.of(token.serialize())));
    }
}
