package io.aispm.kit.service;

import io.aispm.kit.secret.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The token this service shows to others, and the tokens of those that may call it. Read once, at start. */
public final class ServiceTokens {

    private final @Nullable String own;
    private final Map<String, String> serviceByHash;

    private ServiceTokens(@Nullable String own, Map<String, String> serviceByHash) {
        this.own = own;
        this.serviceByHash = Map.copyOf(serviceByHash);
    }

    /** Reads the files; one that can't be read stops the start. */
    public static ServiceTokens read(ServiceProperties properties) {
        var services = new HashMap<String, String>();
        if (properties.tokensDir() != null) {
            try (var files = Files.list(properties.tokensDir())) {
                files.filter(Files::isRegularFile)
                        .forEach(file -> services.put(Tokens.hash(token(file)), String.valueOf(file.getFileName())));
            } catch (IOException unreadable) {
                throw new IllegalStateException("SPM_SERVICE_TOKENS_DIR can't be read", unreadable);
            }
        }
        return new ServiceTokens(properties.tokenFile() == null ? null : token(properties.tokenFile()), services);
    }

    /** This service's own token. */
    public String own() {
        if (own == null) {
            throw new IllegalStateException("SPM_SERVICE_TOKEN_FILE is not set");
        }
        return own;
    }

    /** The service whose token it is. Looked up by hash, so that time tells nothing of the token. */
    public Optional<String> serviceOf(String token) {
        return Optional.ofNullable(serviceByHash.get(Tokens.hash(token)));
    }

    private static String token(Path file) {
        try {
            var token = Files.readString(file, StandardCharsets.UTF_8).strip();
            if (token.length() < 32) {
                throw new IllegalStateException("The service token in '" + file.getFileName() + "' is too short");
            }
            return token;
        } catch (IOException unreadable) {
            throw new IllegalStateException("The service token '" + file.getFileName() + "' can't be read", unreadable);
        }
    }
}
