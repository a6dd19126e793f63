package io.aispm.api.agent.upload;

import io.aispm.api.agent.runtime.CodeKind;
import io.aispm.contract.agent.AgentType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text fields of an upload, checked. */
public record Fields(
        String name,
        String version,
        AgentType agentType,
        @Nullable String owner,
        @Nullable String description,
        boolean deployAfter) {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{Nd} ._-]{1,128}");
    private static final Pattern VERSION = Pattern.compile("[\\p{L}\\p{Nd} ._+-]{1,64}");
    private static final int LONGEST_OWNER = 200;
    private static final int LONGEST_DESCRIPTION = 4_000;
    private static final String TYPES =
            "custom, langchain, llamaindex, autogpt, openai_assistant, and for .jar files langchain4j";

    /** Reads the fields, or tells in sentences what is wrong with them. */
    public static Optional<Fields> read(Map<String, String> given, List<String> errors) {
        var before = errors.size();
        var name = required("name", given, errors);
        if (name != null && (!NAME.matcher(name).matches() || name.isBlank())) {
            errors.add("`name` must be 1 to 128 letters, digits, spaces, `.`, `_` or `-`.");
        }
        var version = required("version", given, errors);
        if (version != null && (!VERSION.matcher(version).matches() || version.isBlank())) {
            errors.add("`version` must be 1 to 64 letters, digits, spaces, `.`, `_`, `+` or `-`.");
        }
        var type = type(required("agent_type", given, errors), errors);
        var owner = optional("owner", LONGEST_OWNER, given, errors);
        var description = optional("description", LONGEST_DESCRIPTION, given, errors);
        var deployAfter = bool("deploy_after", given, errors);
        if (errors.size() > before || name == null || version == null || type == null) {
            return Optional.empty();
        }
        return Optional.of(new Fields(name, version, type, owner, description, deployAfter));
    }

    /** What is wrong with code of this kind for the agent's type, in a sentence, if anything is. */
    public Optional<String> unfit(CodeKind kind) {
        return agentType == AgentType.LANGCHAIN4J && kind != CodeKind.JAVA
                ? Optional.of("`agent_type` langchain4j is for .jar files.")
                : Optional.empty();
    }

    /** What is wrong with a person's free text, in a sentence, if anything is. */
    public static Optional<String> tooLong(String field, @Nullable String text) {
        var limit = field.equals("owner") ? LONGEST_OWNER : LONGEST_DESCRIPTION;
        return text != null && text.length() > limit
                ? Optional.of("`" + field + "` must not be longer than " + limit + " characters.")
                : Optional.empty();
    }

    private static @Nullable String required(String field, Map<String, String> given, List<String> errors) {
        var value = given.get(field);
        if (value == null || value.isEmpty()) {
            errors.add("`" + field + "` is required.");
            return null;
        }
        return value;
    }

    private static @Nullable String optional(String field, int limit, Map<String, String> given, List<String> errors) {
        var value = given.get(field);
        tooLong(field, value).ifPresent(errors::add);
        return value == null || value.isBlank() || value.length() > limit ? null : value;
    }

    private static @Nullable AgentType type(@Nullable String word, List<String> errors) {
        if (word == null) {
            return null;
        }
        try {
            return AgentType.of(word);
        } catch (IllegalArgumentException unknown) {
            errors.add("`agent_type` must be one of: " + TYPES + ".");
        }
        return null;
    }

    private static boolean bool(String field, Map<String, String> given, List<String> errors) {
        var value = given.getOrDefault(field, "true");
        if (!value.equals("true") && !value.equals("false")) {
            errors.add("`" + field + "` must be true or false.");
        }
        return value.equals("true");
    }
}
