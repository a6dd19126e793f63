package io.aispm.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What can't become an agent is refused with a sentence, and leaves nothing behind. */
class BadUploadsIT {

    private static Api admin;

    @BeforeAll
    static void start() {
        admin = Api.admin("uploads");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refuses(String what, String name, String filename, byte[] code, Map<String, String> fields, int status) {
        var answer =
                admin.upload("/api/spm/agents", name, filename, code, fields).expect(status);

        assertThat(answer.code()).isNotBlank();
        assertThat(answer.json().path("detail").asString()).isNotBlank();
        assertThat(answer.body())
                .doesNotContain("Exception")
                .doesNotContain("/tmp/")
                .doesNotContain("java.");
        if (status == 422) {
            assertThat(answer.json().path("errors")).isNotEmpty();
        }
        assertThat(admin.get("/api/spm/agents").expect(200).json()).isEmpty();
    }

    static Stream<Arguments> refuses() {
        var good = Agents.code(Agents.ECHO);
        var big = new byte[100 * 1024 * 1024];
        return Stream.of(
                Arguments.of("broken Python", "a", "agent.py", bytes("def main(:\n"), Map.of(), 422),
                Arguments.of("no async main", "a", "agent.py", bytes("def main():\n    pass\n"), Map.of(), 422),
                Arguments.of("a 100 MB file", "a", "agent.py", big, Map.of(), 413),
                Arguments.of("a 2 MB script", "a", "agent.py", new byte[2 * 1024 * 1024], Map.of(), 413),
                Arguments.of("a binary named .py", "a", "agent.py", new byte[] {0x7f, 'E', 'L', 'F', 0}, Map.of(), 422),
                Arguments.of("a file of another kind", "a", "agent.sh", good, Map.of(), 422),
                Arguments.of("a name of 10,000 characters", "n".repeat(10_000), "agent.py", good, Map.of(), 422),
                Arguments.of("a name with a slash", "a/b", "agent.py", good, Map.of(), 422),
                Arguments.of("an unknown type", "a", "agent.py", good, Map.of("agent_type", "skynet"), 422),
                Arguments.of("an empty version", "a", "agent.py", good, Map.of("version", ""), 422));
    }

    @Test
    void namesTheLineOfASyntaxError() {
        var answer = admin.upload("/api/spm/agents", "a", "agent.py", bytes("x = 1\ny = = 2\n"), Map.of())
                .expect(422);

        assertThat(answer.json().path("errors").get(0).asString()).startsWith("Syntax error in line 2:");
    }

    @Test
    void refusesASecondOfTheSameNameAndVersion() {
        var tenant = Api.admin("duplicates");
        var fields = Map.of("deploy_after", "false");
        tenant.upload("/api/spm/agents", "twin", "agent.py", Agents.code(Agents.ECHO), fields)
                .expect(201);

        var second = tenant.upload("/api/spm/agents", "twin", "agent.py", Agents.code(Agents.ECHO), fields);

        assertThat(second.expect(409).code()).isNotBlank();
        assertThat(tenant.get("/api/spm/agents").json()).hasSize(1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
