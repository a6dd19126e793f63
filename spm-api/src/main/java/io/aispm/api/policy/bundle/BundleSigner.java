package io.aispm.api.policy.bundle;

import io.aispm.api.policy.PlatformSigner;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
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

    private final PlatformSigner signer;
    private final JsonMapper json;

    BundleSigner(PlatformSigner signer, JsonMapper json) {
        this.signer = signer;
        this.json = json;
    }

    /** The content of {@code .signatures.json}: one token over all files' SHA-256, in hex, by their names. */
    String signatures(SortedMap<String, String> digests) {
        var files = digests.entrySet().stream()
                .map(file -> Map.of("name", file.getKey(), "hash", file.getValue(), "algorithm", "SHA-256"))
                .toList();
        var token = signer.sign("JWT", json.writeValueAsString(Map.of("files", files)));
        return json.writeValueAsString(Map.of("signatures", List.of(token)));
    }
}
