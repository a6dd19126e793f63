package io.aispm.api.agent.runtime;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One agent's code as it was uploaded, with the packages it asks for. A jar may be large, so its bytes are handed over and handed
 * out as they are: nobody changes them.
 */
public final class AgentCode {

    private final CodeKind kind;
    private final String filename;
    private final byte[] content;
    private final @Nullable String requirements;

    public AgentCode(CodeKind kind, String filename, byte[] content, @Nullable String requirements) {
        this.kind = kind;
        this.filename = filename;
        this.content = content;
        this.requirements = requirements;
    }

    public CodeKind kind() {
        return kind;
    }

    public String filename() {
        return filename;
    }

    public byte[] content() {
        return content;
    }

    public @Nullable String requirements() {
        return requirements;
    }

    /** The SHA-256 of the content, in lowercase hexadecimal digits. */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return filename + " (" + content.length + " bytes)";
    }
}
