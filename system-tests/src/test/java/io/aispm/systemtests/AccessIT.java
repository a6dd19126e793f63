package io.aispm.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what, and that nobody sees another tenant. */
class AccessIT {

    private static Api admin;
    private static String agent;

    @BeforeAll
    static void start() {
        admin = Api.admin("access");
        agent = admin.upload(
                        "/api/spm/agents",
                        "resting",
                        "agent.py",
                        Agents.code(Agents.ECHO),
                        Map.of("deploy_after", "false"))
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    @Test
    void nobodyEntersWithoutAToken() {
        assertThat(Api.stranger(null).get("/api/spm/agents").expect(401).code()).isNotBlank();
        assertThat(Api.stranger("not-a-jwt").get("/api/spm/agents").expect(401).code())
                .isNotBlank();
    }

    @Test
    void aTokenSignedByNobodyIsRefused() {
        var forged = Stack.token("spm:admin", "access", "admin").replaceAll("\\.[^.]*$", ".")
                + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

        Api.stranger(forged).get("/api/spm/agents").expect(401);
    }

    @ParameterizedTest
    @CsvSource({
        "spm:auditor, POST, /start, 403",
        "spm:user, POST, /start, 403",
        "spm:user, GET, /activity, 403",
        "spm:user, GET, /settings, 403",
        "spm:operator, GET, /secrets, 403",
        "spm:operator, DELETE, '', 403",
        "spm:auditor, POST, /chat, 403",
        "spm:auditor, GET, /activity, 200",
        "spm:operator, GET, /settings, 200",
        "spm:user, GET, '', 200"
    })
    void rolesOpenWhatTheContractSays(String role, String method, String route, int status) {
        var person = Api.as(role, "access", "somebody");
        var path = "/api/spm/agents/" + agent + route;

        var answer = switch (method) {
            case "GET" -> person.get(path);
            case "DELETE" -> person.delete(path);
            default -> person.post(path, Map.of("message", "hello"));
        };

        answer.expect(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/settings", "/activity", "/sessions", "/policies", "/logs", "/secrets", "/revisions"})
    void anotherTenantsAgentIsNotThere(String route) {
        assertThat(Api.admin("others")
                        .get("/api/spm/agents/" + agent + route)
                        .expect(404)
                        .code())
                .isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ui", "/ui/", "/ui/agents"})
    void everyAddressOfTheUiIsItsPage(String path) {
        var answer = admin.get(path).expect(200);

        assertThat(answer.body()).contains("<div id=\"root\">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-a-uuid", "0", "a%20b", "0197e5a0-1111-7000-8000-000000000000"})
    void unknownAndMalformedIdsAreNotThere(String id) {
        admin.get("/api/spm/agents/" + id).expect(404);
        admin.post("/api/spm/agents/" + id + "/start", Map.of()).expect(404);
    }

    @Test
    void aStoppedAgentDoesNotChat() {
        var refused = admin.post("/api/spm/agents/" + agent + "/chat", Map.of("message", "hello there"))
                .expect(409);

        assertThat(refused.json().path("detail").asString()).isEqualTo("agent is 'stopped'; start it before chatting");
    }

    @Test
    void aMalformedTurnIsABadRequestBeforeTheStream() {
        var path = "/api/spm/agents/" + agent + "/chat";

        assertThat(admin.post(path, Map.of()).expect(400).json().path("detail").asString())
                .isEqualTo("`message` (string) is required");
        admin.post(path, Map.of("message", 7)).expect(400);
        admin.post(path, Map.of("message", "hello", "session_id", "no-uuid")).expect(400);
    }

    @Test
    void aFieldThatDoesNotExistIsNamed() {
        assertThat(admin.patch("/api/spm/agents/" + agent, Map.of("runtime_state", "running"))
                        .expect(400)
                        .body())
                .contains("runtime_state");
        assertThat(admin.put("/api/spm/agents/" + agent + "/settings", Map.of("modle", "x"))
                        .expect(400)
                        .body())
                .contains("modle");
    }

    @Test
    void noResponseNamesATokenOrAPathOfTheHost() {
        var shown = admin.get("/api/spm/agents/" + agent).expect(200).body();

        assertThat(shown).doesNotContain("token").doesNotContain("/tmp").doesNotContain("api_key");
        assertThat(UUID.fromString(agent).version()).isEqualTo(7);
    }
}
