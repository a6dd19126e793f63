package io.aispm.kit.json;

import io.aispm.kit.secret.Tokens;
import java.io.IOException;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells whether two JSON values say the same, however their members are ordered and their numbers are written.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8785">RFC 8785</a>
 */
public final class CanonicalJson {

    private static final JsonMapper JSON = WireJson.betweenServices();

    private CanonicalJson() {}

    /** The SHA-256, in hex, of a value's canonical form. */
    public static String digest(Object value) {
        try {
            return Tokens.hash(new JsonCanonicalizer(JSON.writeValueAsString(value)).getEncodedString());
        } catch (IOException impossible) {
            throw new IllegalArgumentException("What was written as JSON is none", impossible);
        }
    }
}
