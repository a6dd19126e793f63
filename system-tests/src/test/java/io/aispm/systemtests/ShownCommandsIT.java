package io.aispm.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command that README and the operators' quick start show is typed into a shell, in their order, in a folder that
 * holds what the reader has by then: {@code ./aispm} and the agent that README shows. The model is a scripted one.
 */
class ShownCommandsIT {

    private static final String[] DOCUMENTS = {"README.md", "docs/agents/operator-quickstart.md"};

    /** What is shown and not typed here, and why. */
    private static final Map<String, String> NOT_TYPED = Map.of(
            "./aispm test", "it is what runs this test",
            "./aispm down", "it ends the stack that the tests share, which is how each run of them ends",
            "docker compose up --wait", "the tests of Compose type it, where there is an engine");

    private static final Pattern AGENT = Pattern.compile("(?ms)^```python\\n(.*?)^```$");
    private static final long PATIENCE_S = 60;

    @TempDir
    private static Path folder;

    private static ScriptedProvider provider;
    private static Api admin;
    private static String before;

    @BeforeAll
    static void arrive() throws IOException {
        admin = Api.admin("t1");
        before = ScriptedProvider.chosen(admin);
        provider = new ScriptedProvider("A sandbox keeps a mistake small.");
        provider.becomeDefaultOf(admin, "scripted");
        script("aispm", "exec %s \"$@\"".formatted(Stack.file("aispm")));
        script("bin/xdg-open", "echo \"$1\" >%s".formatted(folder.resolve("opened")));
        var agent = AGENT.matcher(Files.readString(Stack.file("README.md")));
        assertThat(agent.find()).isTrue();
        Files.writeString(folder.resolve("agent.py"), agent.group(1));
    }

    @AfterAll
    static void leave() {
        for (var agent : admin.get("/api/spm/agents").expect(200).json()) {
            admin.delete("/api/spm/agents/" + agent.path("id").asString()).expect(204);
        }
        ScriptedProvider.choose(admin, before);
        provider.close();
    }

    @Test
    void everyCommandThatIsShownWorks() throws IOException, InterruptedException {
        var commands = shown();
        assertThat(commands).hasSizeGreaterThan(6).containsAll(NOT_TYPED.keySet());
        commands.removeAll(NOT_TYPED.keySet());

        for (var command : commands) {
            var said = command.contains("--follow") ? firstLineOf(command) : wholeOf(command);
            assertThat(said).as(command).isNotBlank();
        }

        assertThat(folder.resolve("opened")).content().contains("/ui/sign-in#code=");
    }

    @Test
    void everyOptionThatIsShownIsOne() throws IOException, InterruptedException {
        for (var document : DOCUMENTS) {
            for (var shown : ShownCommands.optionsIn(Files.readString(Stack.file(document)))) {
                var option = shown.lastIndexOf(' ');
                assertThat(wholeOf(shown.substring(0, option) + " --help"))
                        .as(shown)
                        .contains(shown.substring(option + 1));
            }
        }
    }

    /** So that the tests above can fail. */
    @Test
    void aCommandThatDoesNotExistIsNoticed() throws IOException, InterruptedException {
        var typed = typed("./aispm deplyo agent.py");

        assertThat(typed.waitFor(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
        assertThat(typed.exitValue()).isNotZero();
    }

    private static SequencedSet<String> shown() throws IOException {
        var commands = new LinkedHashSet<String>();
        for (var document : DOCUMENTS) {
            commands.addAll(ShownCommands.in(Files.readString(Stack.file(document))));
        }
        return commands;
    }

    /** What a command prints until its end, which must be a good one. */
    private static String wholeOf(String command) throws IOException, InterruptedException {
        var typed = typed(command);
        try {
            assertThat(typed.waitFor(PATIENCE_S, TimeUnit.SECONDS))
                    .as("%s ends", command)
                    .isTrue();
        } finally {
            end(typed);
        }
        assertThat(typed.exitValue())
                .as("%s: %s", command, Files.readString(folder.resolve("errors")))
                .isZero();
        return Files.readString(folder.resolve("out")) + Files.readString(folder.resolve("errors"));
    }

    /** What a command that goes on until it is stopped prints first. */
    private static String firstLineOf(String command) throws IOException {
        var typed =
                process(command).redirectOutput(ProcessBuilder.Redirect.PIPE).start();
        try (var out = typed.inputReader()) {
            return String.valueOf(out.readLine());
        } finally {
            end(typed);
        }
    }

    private static Process typed(String command) throws IOException {
        return process(command).start();
    }

    private static ProcessBuilder process(String command) {
        var shell = new ProcessBuilder("bash", "-c", command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("errors").toFile());
        var environment = shell.environment();
        environment.put("AISPM_DATA_DIR", Stack.get().data().toString());
        environment.put("AISPM_SKIP_BUILD", "1");
        environment.put("PATH", folder.resolve("bin") + ":" + environment.get("PATH"));
        return shell;
    }

    private static void end(Process typed) {
        typed.descendants().forEach(ProcessHandle::destroy);
        typed.destroy();
    }

    private static void script(String name, String line) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/usr/bin/env bash\n" + line + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
