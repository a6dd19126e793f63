package io.aispm.stack.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aispm.stack.machine.Shell;
import io.aispm.stack.machine.StackException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New projects, made and then built and tested as whoever made them does. */
class AgentProjectIT {

    private static final Path PLATFORM = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path parent = Path.of("");

    @Test
    void inPythonHasATestThatPasses() throws IOException {
        var folder = new AgentProject(PLATFORM, parent, "my-agent").python();
        var venv = parent.resolve("venv");
        succeed("python3", "-m", "venv", venv.toString());
        var python = venv.resolve("bin/python").toString();
        var sdk = PLATFORM.resolve("agent-runtime-sdk/python").toString();
        succeed(python, "-m", "pip", "install", "--quiet", sdk, "pytest", "pytest-asyncio");

        var tested = succeed(
                python, "-m", "pytest", "-p", "no:cacheprovider", "--rootdir", folder.toString(), folder.toString());

        assertThat(tested).contains("2 passed");
        assertThat(Files.readString(folder.resolve("agent.py"))).startsWith("\"\"\"my-agent: ");
        assertThat(Files.readString(folder.resolve("README.md"))).doesNotContain("{{");
    }

    @Test
    void inJavaHasATestThatPassesAndAJarThatNamesItsAgent() throws IOException {
        var folder = new AgentProject(PLATFORM, parent, "my-agent").java();
        // The project's own copy of the SDK stays out of the machine's repository, which is read all the same.
        var machine = Path.of(System.getProperty("user.home"), ".m2", "repository");
        var built = succeed(
                PLATFORM.resolve("mvnw").toString(),
                "-B",
                "-f",
                folder.resolve("pom.xml").toString(),
                "-Dmaven.repo.local=" + parent.resolve("m2"),
                "-Dmaven.repo.local.tail=" + machine,
                "package");

        assertThat(built).contains("Tests run: 2, Failures: 0, Errors: 0");
        assertThat(Files.readString(folder.resolve("README.md"))).doesNotContain("{{");
        try (var jar = FileSystems.newFileSystem(folder.resolve("target/my-agent.jar"))) {
            assertThat(Files.readString(jar.getPath("META-INF/services/io.aispm.sdk.Agent"))
                            .strip())
                    .isEqualTo("agent.ChatAgent");
            assertThat(jar.getPath("io/aispm/sdk/Launcher.class")).exists();
        }
    }

    @Test
    void isNotMadeOverAnother() throws IOException {
        Files.createDirectory(parent.resolve("there"));

        assertThatThrownBy(() -> new AgentProject(PLATFORM, parent, "there"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("already");
        assertThatThrownBy(() -> new AgentProject(PLATFORM, parent, "../out"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("lowercase letters");
    }

    private static String succeed(String... command) {
        var outcome = Shell.run(
                List.of(command),
                Map.of("JAVA_HOME", System.getProperty("java.home"), "PIP_DISABLE_PIP_VERSION_CHECK", "1"));
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        return outcome.output();
    }
}
