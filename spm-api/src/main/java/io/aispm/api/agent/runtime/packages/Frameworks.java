package io.aispm.api.agent.runtime.packages;

import io.aispm.api.agent.runtime.AgentCode;
import io.aispm.api.agent.runtime.CodeKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The frameworks that every agent finds without asking for them: one locked set, baked into images, installed once elsewhere. */
public final class Frameworks {

    /** Modules of the set, or of what it brings, that agents import by name. */
    private static final Pattern IMPORTED = Pattern.compile(
            "^\\s*(?:from|import)\\s+(?:[\\w.]+\\s*,\\s*)*(?:aispm\\.integrations\\.\\w+|langchain\\w*|langgraph|llama_index|openai|tiktoken|numpy|pydantic)\\b",
            Pattern.MULTILINE);

    private final @Nullable PackageSet set;

    private Frameworks(@Nullable PackageSet set) {
        this.set = set;
    }

    /** Those of a lock file; none without one. */
    public static Frameworks of(@Nullable Path lock) {
        if (lock == null || lock.toString().isEmpty()) {
            return new Frameworks(null);
        }
        try {
            return new Frameworks(new PackageSet("the frameworks that the agent imports", Files.readString(lock)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the frameworks' lock file can't be read: " + lock, unreadable);
        }
    }

    /** The set, if this code imports any of it. Told by its text: nobody runs it to find out. */
    public Optional<PackageSet> wantedBy(AgentCode code) {
        if (code.kind() != CodeKind.PYTHON) {
            return Optional.empty();
        }
        return Optional.ofNullable(set)
                .filter(_ -> IMPORTED.matcher(new String(code.content(), StandardCharsets.UTF_8))
                        .find());
    }
}
