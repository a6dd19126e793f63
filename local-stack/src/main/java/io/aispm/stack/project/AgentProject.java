package io.aispm.stack.project;

import io.aispm.stack.machine.StackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A new agent's project: what its language's templates say, in a folder of its own. */
public final class AgentProject {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,63}");

    private static final Map<String, String> PYTHON = Map.of(
            "agent.py", "agent.py",
            "test_agent.py", "test_agent.py",
            "pytest.ini", "pytest.ini",
            "README.md", "README.md",
            "gitignore", ".gitignore");

    private static final Map<String, String> JAVA = Map.of(
            "pom.xml", "pom.xml",
            "README.md", "README.md",
            "gitignore", ".gitignore",
            "ChatAgent.java", "src/main/java/agent/ChatAgent.java",
            "ChatAgentTest.java", "src/test/java/agent/ChatAgentTest.java",
            "io.aispm.sdk.Agent", "src/main/resources/META-INF/services/io.aispm.sdk.Agent");

    private final Path platform;
    private final Path folder;
    private final String name;

    /**
     * A project that is not there yet.
     *
     * @param platform the folder of AI-SPM's own project, where the SDKs are
     * @param parent where the project's folder is to be made
     * @param name the agent's name and the folder's: lowercase letters, digits, {@code -} and {@code _}
     */
    public AgentProject(Path platform, Path parent, String name) {
        if (!NAME.matcher(name).matches()) {
            throw StackException.because(
                    "A new agent's name is 1 to 64 lowercase letters, digits, `-` or `_`, and begins with a letter");
        }
        this.platform = platform;
        this.folder = parent.toAbsolutePath().normalize().resolve(name);
        this.name = name;
        if (Files.exists(folder)) {
            throw StackException.because("There is %s already".formatted(folder));
        }
    }

    /** Makes one in Python; answers its folder. */
    public Path python() {
        write("python", PYTHON, common());
        return folder;
    }

    /** Makes one in Java, with the SDK beside it; answers its folder. */
    public Path java() {
        var sdk = JavaSdk.of(platform);
        var values = new TreeMap<>(common());
        values.putAll(sdk.versions());
        write("java", JAVA, values);
        sdk.copyInto(folder.resolve("repository"));
        return folder;
    }

    private Map<String, String> common() {
        return Map.of(
                "name", name,
                "aispm", platform.resolve("aispm").toString(),
                "mvnw", platform.resolve("mvnw").toString(),
                "sdk", platform.resolve("agent-runtime-sdk/python").toString());
    }

    private void write(String language, Map<String, String> files, Map<String, String> values) {
        files.forEach((template, file) -> {
            var text = filled(read("/new-agent/" + language + "/" + template), values);
            try {
                var target = folder.resolve(file);
                Files.createDirectories(target.getParent());
                Files.writeString(target, text);
            } catch (IOException refused) {
                throw StackException.because("%s can't be written".formatted(folder), refused);
            }
        });
    }

    private static String filled(String template, Map<String, String> values) {
        var text = template;
        for (var value : values.entrySet()) {
            text = text.replace("{{" + value.getKey() + "}}", value.getValue());
        }
        return text;
    }

    private static String read(String template) {
        try (var file = AgentProject.class.getResourceAsStream(template)) {
            if (file == null) {
                throw new IllegalStateException("no template " + template);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException("a template can't be read: " + template, unreadable);
        }
    }
}
