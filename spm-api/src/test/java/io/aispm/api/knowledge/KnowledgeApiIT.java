package io.aispm.api.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.SpmApiTest;
import io.aispm.api.agent.TestAgents;
import io.aispm.api.identity.Role;
import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.KnowledgeSearch;
import io.aispm.kit.json.WireJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpmApiTest
class KnowledgeApiIT {

    private static final String REFUNDS = "Refunds are paid within ten days.\n\nHotels are never refunded.";

    private final TenantId tenant = TestPeople.tenant();
    private final JsonMapper json = WireJson.betweenServices();

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private TestAgents agents;

    @Value("${spm.service.tokens-dir}")
    private Path tokens;

    private AgentId agent = new AgentId(UUID.randomUUID());

    @BeforeEach
    void registersAnAgent() {
        agent = agents.stopped(tenant, "reader").id();
    }

    @Test
    void anAgentFindsWhatIsApprovedAndLinkedToIt() {
        var id = uploaded("Refunds", "refunds.md", REFUNDS);
        link(agent, id);
        assertThat(search(tenant, agent, "refund policy")).isEmpty();

        assertThat(post("/api/spm/knowledge/" + id + "/approve"))
                .hasStatus(200)
                .bodyJson()
                .extractingPath("$.state")
                .isEqualTo("approved");

        assertThat(search(tenant, agent, "how are refunds paid?"))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.documentId()).isEqualTo(id);
                    assertThat(found.name()).isEqualTo("Refunds");
                    assertThat(found.version()).isEqualTo(1);
                    assertThat(found.content()).contains("ten days");
                    assertThat(found.score()).isPositive();
                });
        assertThat(search(tenant, agent, "bicycles")).isEmpty();
        assertThat(search(tenant, agent, "the & | ! <-> :* '")).isEmpty();
    }

    @Test
    void aRevocationAnUnlinkingAndADeletionCountAtOnce() {
        var id = approved("Refunds", REFUNDS);
        link(agent, id);
        assertThat(search(tenant, agent, "refunds")).hasSize(1);

        post("/api/spm/knowledge/" + id + "/revoke");
        assertThat(search(tenant, agent, "refunds")).isEmpty();

        post("/api/spm/knowledge/" + id + "/approve");
        link(agent);
        assertThat(search(tenant, agent, "refunds")).isEmpty();

        link(agent, id);
        assertThat(call(HttpMethod.DELETE, "/api/spm/knowledge/" + id, admin(), null))
                .hasStatus(204);
        assertThat(search(tenant, agent, "refunds")).isEmpty();
        assertThat(call(HttpMethod.GET, "/api/spm/knowledge/" + id, admin(), null))
                .hasStatus(404)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("document_not_found");
    }

    @Test
    void anotherAgentAndAnotherTenantFindNothing() {
        link(agent, approved("Refunds", REFUNDS));
        var other = agents.stopped(tenant, "other").id();

        assertThat(search(tenant, other, "refunds")).isEmpty();
        assertThat(search(TestPeople.tenant(), agent, "refunds")).isEmpty();
    }

    @Test
    void theBestPassageComesFirstAndNoMoreThanWanted() {
        var text = "Refunds.\n\n" + "Something about bicycles. ".repeat(60)
                + "\n\nRefunds for hotels: hotels pay refunds.";
        link(agent, approved("Long", text));

        assertThat(search(tenant, agent, "hotels refunds")).hasSize(2);
        assertThat(search(tenant, agent, "hotels refunds").getFirst().content()).contains("hotels pay");
        assertThat(ask("spm-mcp", new KnowledgeSearch.Question(tenant, agent, "hotels refunds", 1)))
                .hasSize(1);
    }

    @Test
    void uploadingANameAgainIsItsNextVersion() {
        uploaded("Terms", "terms.txt", "one");

        var second = tree(upload(admin(), "Terms", file("terms.txt", "two")));

        assertThat(second.get("version").asInt()).isEqualTo(2);
        assertThat(second.get("state").asString()).isEqualTo("pending");
        assertThat(second.get("sha256").asString())
                .isEqualTo("3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3");
    }

    @Test
    void aPdfIsReadAndItsTextIsThereForWhoeverApprovesIt() {
        var pdf = new MockMultipartFile("file", "terms.pdf", "application/pdf", TestPdf.saying("No dogs."));
        var id = tree(upload(admin(), "Terms", pdf)).get("id").asString();

        assertThat(call(HttpMethod.GET, "/api/spm/knowledge/" + id + "/text", admin(), null))
                .hasStatus(200)
                .hasContentType("text/plain;charset=UTF-8")
                .bodyText()
                .contains("No dogs.");
    }

    @ParameterizedTest
    @CsvSource({
        "program.exe, hello, .pdf",
        "page.pdf, hello, .pdf",
        "blank.txt, ' ', no text",
        "empty.html, <script>x</script>, no text"
    })
    void whatNobodyCanReadIsRefused(String filename, String content, String sentence) {
        assertThat(upload(admin(), "x", file(filename, content)))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.errors[0]")
                .asString()
                .contains(sentence);
    }

    @Test
    void namesWhatIsMissing() {
        var nothing = mvc.post()
                .uri("/api/spm/knowledge")
                .header(HttpHeaders.AUTHORIZATION, admin())
                .multipart()
                .exchange();

        assertThat(nothing)
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.errors")
                .asArray()
                .hasSize(2);
        assertThat(call(HttpMethod.POST, "/api/spm/knowledge", admin(), Map.of()))
                .hasStatus(415);
    }

    @Test
    void aFileOfMoreThanTwentyMegabytesIsRefused() {
        assertThat(upload(admin(), "x", file("x.txt", "a".repeat(20 * 1024 * 1024 + 1))))
                .hasStatus(413)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("content_too_large");
    }

    @ParameterizedTest
    @CsvSource({"OPERATOR, 201, 200, 403", "AUDITOR, 403, 200, 403", "USER, 403, 403, 403", "ADMIN, 201, 200, 200"})
    void rolesOpenWhatTheyShould(Role role, int uploads, int reads, int approves) {
        var person = TestPeople.bearer(tenant, "someone", role);
        var id = uploaded("Other", "other.txt", "other");

        assertThat(upload(person, "Mine", file("mine.txt", "mine"))).hasStatus(uploads);
        assertThat(call(HttpMethod.GET, "/api/spm/knowledge", person, null)).hasStatus(reads);
        assertThat(call(HttpMethod.GET, "/api/spm/knowledge/" + id + "/text", person, null))
                .hasStatus(reads);
        assertThat(call(HttpMethod.POST, "/api/spm/knowledge/" + id + "/approve", person, null))
                .hasStatus(approves);
        assertThat(call(HttpMethod.PUT, "/api/spm/agents/" + agent + "/knowledge", person, Map.of("ids", List.of())))
                .hasStatus(approves);
        assertThat(call(HttpMethod.DELETE, "/api/spm/knowledge/" + id, person, null))
                .hasStatus(approves == 200 ? 204 : 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/text"})
    void anotherTenantsDocumentIsNotThere(String part) {
        var id = uploaded("Terms", "terms.txt", "one");

        assertThat(call(HttpMethod.GET, "/api/spm/knowledge/" + id + part, TestPeople.admin(TestPeople.tenant()), null))
                .hasStatus(404);
        assertThat(call(HttpMethod.GET, "/api/spm/knowledge/nonsense" + part, admin(), null))
                .hasStatus(404);
    }

    @Test
    void linksOnlyDocumentsThatAreThere() {
        var id = uploaded("Terms", "terms.txt", "one");
        var foreign = TestPeople.admin(TestPeople.tenant());
        var theirs =
                tree(upload(foreign, "Theirs", file("t.txt", "t"))).get("id").asString();

        assertThat(call(
                        HttpMethod.PUT,
                        "/api/spm/agents/" + agent + "/knowledge",
                        admin(),
                        Map.of("ids", List.of(id, theirs, "nonsense"))))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.errors")
                .asArray()
                .hasSize(2);
        assertThat(call(HttpMethod.PUT, "/api/spm/agents/" + agent + "/knowledge", admin(), Map.of()))
                .hasStatus(422);
        assertThat(call(HttpMethod.GET, "/api/spm/agents/" + agent + "/knowledge", admin(), null))
                .hasStatus(200)
                .bodyJson()
                .isEqualTo("[]");
    }

    @Test
    void listsNewestFirstInPages() {
        for (var name : List.of("a", "b", "c")) {
            uploaded(name, "x.txt", name);
        }

        var first = call(HttpMethod.GET, "/api/spm/knowledge?limit=2", admin(), null);

        assertThat(tree(first)).extracting(row -> row.get("name").asString()).containsExactly("c", "b");
        assertThat(first).containsHeader(HttpHeaders.LINK);
        assertThat(tree(call(HttpMethod.GET, "/api/spm/knowledge?q=A", admin(), null)))
                .hasSize(1);
        assertThat(tree(call(HttpMethod.GET, "/api/spm/knowledge?state=approved", admin(), null)))
                .isEmpty();
        assertThat(call(HttpMethod.GET, "/api/spm/knowledge?state=lost", admin(), null))
                .hasStatus(400);
    }

    @Test
    void onlyTheToolServerSearches() {
        var question = json.writeValueAsString(new KnowledgeSearch.Question(tenant, agent, "x", 1));

        assertThat(internal(service("spm-llm-proxy"), question)).hasStatus(403);
        assertThat(internal(admin(), question)).hasStatus(401);
    }

    private String admin() {
        return TestPeople.admin(tenant);
    }

    private static MockMultipartFile file(String filename, String content) {
        return new MockMultipartFile("file", filename, "text/plain", content.getBytes(StandardCharsets.UTF_8));
    }

    private MvcTestResult upload(String person, String name, MockMultipartFile file) {
        return mvc.post()
                .uri("/api/spm/knowledge")
                .header(HttpHeaders.AUTHORIZATION, person)
                .multipart()
                .file(file)
                .param("name", name)
                .exchange();
    }

    private String uploaded(String name, String filename, String content) {
        var answer = upload(admin(), name, file(filename, content));
        assertThat(answer).hasStatus(201).containsHeader(HttpHeaders.LOCATION);
        return tree(answer).get("id").asString();
    }

    private String approved(String name, String content) {
        var id = uploaded(name, "x.txt", content);
        assertThat(post("/api/spm/knowledge/" + id + "/approve")).hasStatus(200);
        return id;
    }

    private void link(AgentId to, String... documents) {
        assertThat(call(
                        HttpMethod.PUT,
                        "/api/spm/agents/" + to + "/knowledge",
                        admin(),
                        Map.of("ids", List.of(documents))))
                .hasStatus(200);
    }

    private MvcTestResult post(String path) {
        return call(HttpMethod.POST, path, admin(), null);
    }

    private MvcTestResult call(HttpMethod method, String path, String person, @Nullable Map<String, ?> body) {
        var request = mvc.method(method).uri(path).header(HttpHeaders.AUTHORIZATION, person);
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).content(json.writeValueAsString(body));
        }
        return request.exchange();
    }

    private List<KnowledgeSearch.Passage> search(TenantId of, AgentId by, String query) {
        return ask("spm-mcp", new KnowledgeSearch.Question(of, by, query, 5));
    }

    private List<KnowledgeSearch.Passage> ask(String service, KnowledgeSearch.Question question) {
        var answer = internal(service(service), json.writeValueAsString(question));
        assertThat(answer).hasStatus(200);
        return json.readValue(answer.getResponse().getContentAsByteArray(), KnowledgeSearch.Answer.class)
                .passages();
    }

    private MvcTestResult internal(String token, String question) {
        return mvc.post()
                .uri("/internal/knowledge/search")
                .header(HttpHeaders.AUTHORIZATION, token)
                .contentType(MediaType.APPLICATION_JSON)
                .content(question)
                .exchange();
    }

    private String service(String name) {
        try {
            return "Bearer " + Files.readString(tokens.resolve(name));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private JsonNode tree(MvcTestResult result) {
        return json.readTree(result.getResponse().getContentAsByteArray());
    }
}
