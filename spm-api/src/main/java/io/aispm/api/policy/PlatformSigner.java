package io.aispm.api.policy;

/** Signs what the platform says with its own key, the one whose public half the policy engine has. */
public interface PlatformSigner {

    /**
     * A compact JWS (RFC 7515, ES256) over the text.
     *
     * @param type what is signed, the header's {@code typ}, so that one thing is never taken for another
     */
    String sign(String type, String text);

    /** The public key as a JWK (RFC 7517), by which anybody can check what was signed. */
    String publicKey();
}
