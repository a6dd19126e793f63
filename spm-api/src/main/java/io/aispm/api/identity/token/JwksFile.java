package io.aispm.api.identity.token;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.text.ParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An issuer's public keys in a file, read again when it changes, so that keys can be rotated without a restart. */
final class JwksFile implements JWKSource<SecurityContext> {

    private final Path file;
    private volatile @Nullable Keys keys;

    JwksFile(Path file) {
        this.file = file;
    }

    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
        try {
            return selector.select(current());
        } catch (IOException | ParseException unreadable) {
            throw new KeySourceException("SPM_JWT_JWKS_FILE can't be read", unreadable);
        }
    }

    /** Another one after each change of the file. */
    Object version() {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException away) {
            return "away";
        }
    }

    private JWKSet current() throws IOException, ParseException {
        var changed = Files.getLastModifiedTime(file);
        var known = keys;
        if (known != null && known.changed().equals(changed)) {
            return known.set();
        }
        var read = new Keys(JWKSet.parse(Files.readString(file)), changed);
        keys = read;
        return read.set();
    }

    private record Keys(JWKSet set, FileTime changed) {}
}
