package io.aispm.api.agent.upload;

import io.aispm.api.agent.AgentException;
import io.aispm.api.agent.runtime.AgentCode;
import io.aispm.api.agent.runtime.CodeKind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes code and requirements in, within their limits. Nothing is run here; that is the sandbox's. */
public final class CodeFiles {

    private static final long MB = 1024L * 1024;
    private static final long PYTHON_LIMIT = MB;
    private static final long JAR_LIMIT = 64 * MB;
    private static final long REQUIREMENTS_LIMIT = 64 * 1024L;

    private CodeFiles() {}

    /**
     * Reads an upload's files.
     *
     * @param requirements the requirements as text, null where none were uploaded; an empty file is an empty text
     */
    public record Read(@Nullable AgentCode code, @Nullable String requirements, List<String> errors) {}

    /** Reads what was uploaded; a file over its limit is refused at once, all else is told in sentences. */
    public static Read read(@Nullable UploadedFile code, @Nullable UploadedFile requirements) {
        var errors = new ArrayList<String>();
        if (code == null) {
            errors.add("`code` is required: a .py or .jar file.");
        }
        if (requirements != null && requirements.size() > REQUIREMENTS_LIMIT) {
            throw AgentException.tooLarge("requirements", "64 KB");
        }
        var asked = requirements == null ? null : requirements(requirements, errors);
        var read = code == null ? null : code(code, asked, errors);
        return new Read(read, asked, List.copyOf(errors));
    }

    private static @Nullable AgentCode code(UploadedFile file, @Nullable String requirements, List<String> errors) {
        var kind = CodeKind.ofFilename(file.filename()).orElse(null);
        if (kind == null) {
            if (file.size() > JAR_LIMIT) {
                throw AgentException.tooLarge("code", "64 MB");
            }
            errors.add("`code` must be a .py or .jar file.");
            return null;
        }
        switch (kind) {
            case PYTHON -> checkLimit(file, PYTHON_LIMIT, "1 MB for a .py file");
            case JAVA -> checkLimit(file, JAR_LIMIT, "64 MB for a .jar file");
        }
        var asks = requirements != null && !requirements.isBlank();
        if (kind == CodeKind.JAVA && asks) {
            errors.add("`requirements` is for .py files: a .jar brings its libraries along.");
        }
        var bytes = file.bytes();
        if (bytes.length == 0) {
            errors.add("`code` is empty.");
            return null;
        }
        if (kind == CodeKind.PYTHON && !isText(bytes)) {
            errors.add("`code` is not a Python source: it is not text in UTF-8.");
            return null;
        }
        return new AgentCode(kind, file.filename(), bytes, asks ? requirements : null);
    }

    private static void checkLimit(UploadedFile file, long limit, String sentence) {
        if (file.size() > limit) {
            throw AgentException.tooLarge("code", sentence);
        }
    }

    private static @Nullable String requirements(UploadedFile file, List<String> errors) {
        var bytes = file.bytes();
        if (!isText(bytes)) {
            errors.add("`requirements` is not text in UTF-8.");
            return null;
        }
        var text = new String(bytes, StandardCharsets.UTF_8);
        errors.addAll(Requirements.errors(text));
        return text;
    }

    private static boolean isText(byte[] bytes) {
        for (var one : bytes) {
            if (one == 0) {
                return false;
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException binary) {
            return false;
        }
    }
}
