package io.aispm.api.agent.runtime.packages;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A set of packages that is installed as one.
 *
 * @param what what it is, in an operator's words: {@code the agent's requirements}
 * @param requirements what pip is asked for
 */
public record PackageSet(String what, String requirements) {

    private static final int DIGITS = 32;

    /** Names what was asked for, so that it is installed once for all agents that ask for the same on the same interpreter. */
    public String key(String interpreter) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(interpreter.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(requirements.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
