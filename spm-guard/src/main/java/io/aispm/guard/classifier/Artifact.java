package io.aispm.guard.classifier;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the training left on the class path: {@code guard.json} names each file with its SHA-256, and holds the scales. A
 * file that is missing or is another one is an error by name.
 *
 * @param version the beginning of the SHA-256 over the files' own
 * @param files name to SHA-256
 */
record Artifact(String name, String version, Map<String, String> files, Calibration calibration) {

    private static final String MANIFEST = "guard.json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Artifact onClassPath() {
        return JSON.readValue(bytes(MANIFEST), Artifact.class);
    }

    /** A file's content, which is the one that the training wrote. */
    byte[] read(String file) {
        var content = bytes(file);
        if (!sha256(content).equals(files.get(file))) {
            throw new IllegalStateException("the guard's " + file + " is not the one that guard.json names");
        }
        return content;
    }

    List<String> lines(String file) {
        return new String(read(file), StandardCharsets.UTF_8).lines().toList();
    }

    private static byte[] bytes(String file) {
        try (InputStream in = Artifact.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the guard's " + file + " is missing on the class path");
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new IllegalStateException("the guard's " + file + " can't be read", unreadable);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
