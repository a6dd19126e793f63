package io.aispm.stack.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import java.text.ParseException;
import java.util.Base64;

/** The key that policy bundles are signed with: spm-api has the private half, OPA the public one. */
final class BundleKey {

    private static final int LINE = 64;

    private BundleKey() {}

    /** The public half of a JWK, as PEM. */
    static String publicHalf(String key) {
        try {
            var body = Base64.getMimeEncoder(LINE, new byte[] {'\n'})
                    .encodeToString(ECKey.parse(key).toPublicKey().getEncoded());
            return "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
        } catch (ParseException | JOSEException damaged) {
            throw new IllegalStateException("The key of policy bundles is damaged", damaged);
        }
    }
}
