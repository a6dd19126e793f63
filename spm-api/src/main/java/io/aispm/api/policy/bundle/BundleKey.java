package io.aispm.api.policy.bundle;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import io.aispm.api.policy.PlatformSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The platform's key, as a file. */
@Component
class BundleKey implements PlatformSigner {

    /** The name that OPA's configuration has for the public key. */
    private static final String NAME = "bundle";

    private final ECDSASigner signer;
    private final String publicKey;

    @Autowired
    BundleKey(BundleProperties properties) {
        this(read(properties.keyFile()));
    }

    BundleKey(ECKey key) {
        try {
            this.signer = new ECDSASigner(key);
        } catch (JOSEException unusable) {
            throw new IllegalStateException("The key of bundles can't sign", unusable);
        }
        this.publicKey = key.toPublicJWK().toJSONString();
    }

    private static ECKey read(Path file) {
        try {
            return ECKey.parse(Files.readString(file));
        } catch (IOException | ParseException unusable) {
            throw new IllegalStateException("SPM_BUNDLE_KEY_FILE (" + file + ") holds no key", unusable);
        }
    }

    @Override
    public String sign(String type, String text) {
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType(type))
                .keyID(NAME)
                .build();
        var token = new JWSObject(header, new Payload(text));
        try {
            token.sign(signer);
        } catch (JOSEException impossible) {
            throw new IllegalStateException("the platform's key can't sign", impossible);
        }
        return token.serialize();
    }

    @Override
    public String publicKey() {
        return publicKey;
    }
}
