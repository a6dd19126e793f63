package io.aispm.api;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** A key for bundles, as a stack makes it: the private one for the control plane, the public one for OPA. */
public record TestBundleKey(Path privateKey, Path publicKey) {

    /** Makes one in the folder. */
    public static TestBundleKey in(Path folder) throws IOException {
        try {
            var key = new ECKeyGenerator(Curve.P_256).generate();
            return new TestBundleKey(
                    Files.writeString(folder.resolve("bundle-key.json"), key.toJSONString()),
                    Files.writeString(folder.resolve("bundle-key.pem"), pem(key)));
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String pem(ECKey key) throws JOSEException {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(key.toPublicKey().getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
    }
}
