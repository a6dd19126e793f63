package io.aispm.api.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.aispm.api.SpmApiTest;
import io.aispm.api.identity.TenantSeen;
import io.aispm.api.identity.TestPeople;
import io.aispm.api.integration.connector.Connector;
import io.aispm.contract.agent.TenantId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpmApiTest
class IntegrationApiIT {

    private static final String BASE = "/api/spm/integrations";
    private static final String KEY = "sk-test-0123456789abcdef";

    private final TenantId tenant = TestPeople.tenant();
    private final JsonMapper json = JsonMapper.shared();

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private FirstIntegrations first;

    @Autowired
    private Routes routes;

    @Autowired
    private RuntimeRows rows;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void everyTenantHasExactlyOneRuntimeRowWithItsDefaults() {
        var runtime = runtime();

        assertThat(runtime.get("name").asString()).isEqualTo("AI-SPM Agent Runtime Control Plane (MCP)");
        assertThat(runtime.get("category").asString()).isEqualTo("AI Providers");
        assertThat(runtime.get("config").get("default_memory_mb").asInt()).isEqualTo(512);
        assertThat(runtime.get("config").get("default_cpu_quota").asDouble()).isEqualTo(0.5);
        assertThat(rows.of(tenant).maxConcurrentAgents()).isEqualTo(50);
        assertThat(rows.of(tenant).maxSessionsPerAgent()).isEqualTo(100);
        assertThat(rows.of(TestPeople.tenant()).toolCallTimeoutS()).isEqualTo(30);
        assertThat(post(BASE, Map.of("connector_type", "agent-runtime", "name", "second")))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("runtime_exists");
        var id = runtime.get("id").asString();
        assertThat(send(HttpMethod.DELETE, BASE + "/" + id, null)).hasStatus(409);
        assertThat(post(BASE + "/" + id + "/disable", Map.of())).hasStatus(409);
    }

    @Test
    void replicasThatMeetATenantAtOnceMakeOneRow() throws Exception {
        Callable<Boolean> replica = () -> {
            first.welcome(new TenantSeen(tenant));
            return true;
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done :
                    threads.invokeAll(Stream.generate(() -> replica).limit(8).toList())) {
                assertThat(done.get()).isTrue();
            }
        }

        assertThat(jdbc.sql("select count(*) from integration.integrations where tenant_id = :tenant")
                        .param("tenant", tenant.toString())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void makesAnIntegrationAndShowsNoMoreThanAHintOfItsKey() {
        var made = create("anthropic", Map.of("model", "claude-x"), Map.of("api_key", KEY));

        assertThat(made.get("category").asString()).isEqualTo("AI Providers");
        assertThat(made.get("vendor").asString()).isEqualTo("Anthropic");
        assertThat(made.get("status").asString()).isEqualTo("untested");
        assertThat(made.get("enabled").asBoolean()).isTrue();
        assertThat(made.get("config").get("base_url").asString()).isEqualTo("https://api.anthropic.com");
        assertThat(made.get("credentials").toString())
                .isEqualTo("[{\"key\":\"api_key\",\"hint\":\"••••cdef\",\"configured\":true}]");
        assertThat(body(get(BASE + "/" + made.get("id").asString()))).doesNotContain(KEY);
        assertThat(jdbc.sql("select encode(cipher, 'escape') from integration.credentials where integration_id = :id")
                        .param("id", UUID.fromString(made.get("id").asString()))
                        .query(String.class)
                        .single())
                .doesNotContain(KEY);
    }

    @Test
    void refusesWhatIsMissingUnknownOrOfTheWrongKindByName() {
        var refused = post(
                BASE,
                Map.of(
                        "connector_type",
                        "openai_compatible",
                        "config",
                        Map.of("base_url", "ftp://x", "colour", "red"),
                        "credentials",
                        Map.of("base_url", "x")));

        assertThat(refused).hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo("invalid_integration");
        var errors = tree(refused).get("errors").toString();
        assertThat(errors)
                .contains("`base_url` must be", "`colour` is no field", "`model` is required", "no credential");
        assertThat(post(BASE, Map.of("connector_type", "fax"))).hasStatus(422);
        assertThat(post(BASE, Map.of("connector_type", "tavily", "nme", "x"))).hasStatus(422);
        assertThat(post(BASE, Map.of("connector_type", "anthropic", "config", Map.of("model", "m"))))
                .hasStatus(422);
    }

    @Test
    void aPartialChangeKeepsTheRestAndABlankSecretKeepsTheKey() {
        var id = create("openai", Map.of("model", "one"), Map.of("api_key", KEY))
                .get("id")
                .asString();

        var changed =
                tree(post(BASE + "/" + id + "/configure", Map.of("fields", Map.of("model", "two", "api_key", ""))));
        assertThat(changed.get("config").get("model").asString()).isEqualTo("two");
        assertThat(changed.get("credentials").get(0).get("hint").asString()).isEqualTo("••••cdef");

        var rotated = tree(post(
                BASE + "/" + id + "/rotate-credentials",
                Map.of("credentials", Map.of("api_key", "sk-new-9876543210"))));
        assertThat(rotated.get("credentials").get(0).get("hint").asString()).isEqualTo("••••3210");

        var patched = tree(send(HttpMethod.PATCH, BASE + "/" + id, Map.of("name", "Mine", "category", "Ours")));
        assertThat(patched.get("name").asString()).isEqualTo("Mine");
        assertThat(patched.get("config").get("model").asString()).isEqualTo("two");

        var nothing = new HashMap<String, @Nullable Object>();
        nothing.put("model", null);
        assertThat(send(HttpMethod.PATCH, BASE + "/" + id, Map.of("config", nothing)))
                .hasStatus(422);
        assertThat(tree(get(BASE + "/" + id + "/activity")).size()).isEqualTo(4);
        assertThat(tree(get(BASE + "/" + id + "/logs")).get("lines").size()).isEqualTo(4);
    }

    @Test
    void theDefaultLlmIsWhereCallsGoAsSoonAsItIsNamed() {
        assertThat(routes.models(tenant).destination())
                .isInstanceOfSatisfying(
                        Routes.Destination.Missing.class,
                        missing ->
                                assertThat(missing.sentence()).contains("Default LLM", "default_llm_integration_id"));
        var llm = create("openai_compatible", Map.of("base_url", "http://127.0.0.1:1/v1", "model", "m"), Map.of());
        var search = create("tavily", Map.of(), Map.of("api_key", KEY));
        var id = llm.get("id").asString();
        var runtime = BASE + "/" + runtime().get("id").asString() + "/configure";

        assertThat(post(
                        runtime,
                        Map.of(
                                "fields",
                                Map.of(
                                        "default_llm_integration_id",
                                        search.get("id").asString()))))
                .hasStatus(422);
        assertThat(post(
                        runtime,
                        Map.of(
                                "fields",
                                Map.of(
                                        "default_llm_integration_id",
                                        UUID.randomUUID().toString()))))
                .hasStatus(422);
        assertThat(post(
                        runtime,
                        Map.of(
                                "fields",
                                Map.of(
                                        "default_llm_integration_id",
                                        id,
                                        "tavily_integration_id",
                                        search.get("id").asString(),
                                        "max_concurrent_agents",
                                        "7"))))
                .hasStatus(200);

        assertThat(routes.models(tenant).destination())
                .isInstanceOfSatisfying(
                        Routes.Destination.Found.class,
                        found -> assertThat(found.route().integrationId()).isEqualTo(id));
        assertThat(routes.search(tenant).destination())
                .isInstanceOfSatisfying(
                        Routes.Destination.Found.class,
                        found -> assertThat(found.route().credentials()).containsEntry("api_key", KEY));
        assertThat(rows.of(tenant).maxConcurrentAgents()).isEqualTo(7);

        assertThat(post(BASE + "/" + id + "/disable", Map.of())).hasStatus(200);
        assertThat(routes.models(tenant).destination()).isInstanceOf(Routes.Destination.Missing.class);
        post(BASE + "/" + id + "/enable", Map.of());
        assertThat(routes.models(tenant).destination()).isInstanceOf(Routes.Destination.Found.class);
        assertThat(send(HttpMethod.DELETE, BASE + "/" + id, null)).hasStatus(204);
        assertThat(routes.models(tenant).destination()).isInstanceOf(Routes.Destination.Missing.class);
    }

    @Test
    void offersOnlyWhatCanServeAField() {
        var llm = create("ollama", Map.of(), Map.of());
        create("tavily", Map.of(), Map.of("api_key", KEY));

        var runtime = runtimeOf(tree(get(BASE + "/connector-types")));

        var field = runtime.get("fields").get(0);
        assertThat(field.get("label").asString()).isEqualTo("Default LLM");
        assertThat(field.get("type").asString()).isEqualTo("enum_integration");
        assertThat(field.get("options_provider").asString()).isEqualTo("ai_provider_integrations");
        assertThat(field.get("options").size()).isEqualTo(1);
        assertThat(field.get("options").get(0).get("value").asString())
                .isEqualTo(llm.get("id").asString());
    }

    @Test
    void triesAProviderOutAndTellsNothingOfWhatItSaid() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/models", exchange -> {
            var right = ("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            var answer = "a secret of the other side".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(right ? 200 : 401, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            var url = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
            var id = create("openai_compatible", Map.of("base_url", url, "model", "m"), Map.of("api_key", KEY))
                    .get("id")
                    .asString();

            var good = post(BASE + "/" + id + "/test", Map.of());
            assertThat(good).hasStatus(200).bodyJson().extractingPath("$.ok").isEqualTo(true);
            assertThat(body(good)).contains("latency_ms").doesNotContain("secret");
            assertThat(tree(get(BASE + "/" + id)).get("status").asString()).isEqualTo("connected");

            post(BASE + "/" + id + "/configure", Map.of("fields", Map.of("api_key", "sk-wrong-0123456789")));
            var bad = post(BASE + "/" + id + "/test", Map.of());
            assertThat(bad).hasStatus(200).bodyJson().extractingPath("$.ok").isEqualTo(false);
            assertThat(bad).bodyJson().extractingPath("$.message").asString().contains("401");
            assertThat(tree(get(BASE + "?status=error")).size()).isEqualTo(1);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void neverTriesAMetadataService() {
        var id = create(
                        "openai_compatible",
                        Map.of("base_url", "http://169.254.169.254/latest", "model", "m"),
                        Map.of("api_key", KEY))
                .get("id")
                .asString();

        assertThat(post(BASE + "/" + id + "/test", Map.of()))
                .bodyJson()
                .extractingPath("$.message")
                .isEqualTo("The address is not one that integrations may reach.");
    }

    @Test
    void listsByFiltersAndCounts() {
        create("ollama", Map.of(), Map.of());
        create("tavily", Map.of(), Map.of("api_key", KEY));

        assertThat(tree(get(BASE)).size()).isEqualTo(3);
        assertThat(tree(get(BASE + "?category=AI Providers")).size()).isEqualTo(2);
        assertThat(tree(get(BASE + "?vendor=Tavily")).size()).isEqualTo(1);
        assertThat(tree(get(BASE + "?q=OLLA")).size()).isEqualTo(1);
        var page = get(BASE + "?limit=2");
        assertThat(tree(page).size()).isEqualTo(2);
        assertThat(page.getResponse().getHeader(HttpHeaders.LINK)).contains("rel=\"next\"");
        assertThat(get(BASE + "?limit=201")).hasStatus(400);
        var metrics = tree(get(BASE + "/metrics"));
        assertThat(metrics.get("total").asInt()).isEqualTo(3);
        assertThat(metrics.get("by_status").get("untested").asInt()).isEqualTo(3);
    }

    @Test
    void anotherTenantsIntegrationIsNotThere() {
        var id = create("ollama", Map.of(), Map.of()).get("id").asString();

        assertThat(mvc.get()
                        .uri(BASE + "/" + id)
                        .header(HttpHeaders.AUTHORIZATION, TestPeople.admin(TestPeople.tenant())))
                .hasStatus(404);
        assertThat(get(BASE + "/no-uuid")).hasStatus(404);
        assertThat(mvc.post()
                        .uri(BASE + "/" + id + "/configure")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}")
                        .header(HttpHeaders.AUTHORIZATION, TestPeople.operator(tenant)))
                .hasStatus(403);
        assertThat(post(BASE + "/" + id + "/configure", Map.of())).hasStatus(422);
    }

    private JsonNode runtime() {
        return runtimeOf(tree(get(BASE)));
    }

    private static JsonNode runtimeOf(JsonNode rows) {
        for (var row : rows) {
            if (row.get("connector_type").asString().equals(Connector.RUNTIME)) {
                return row;
            }
        }
        throw new AssertionError("there is no runtime row");
    }

    private JsonNode create(String type, Map<String, ?> config, Map<String, ?> credentials) {
        var made = post(BASE, Map.of("connector_type", type, "config", config, "credentials", credentials));
        assertThat(made).hasStatus(201);
        return tree(made);
    }

    private MvcTestResult get(String path) {
        return send(HttpMethod.GET, path, null);
    }

    private MvcTestResult post(String path, Map<String, ?> body) {
        return send(HttpMethod.POST, path, body);
    }

    private MvcTestResult send(HttpMethod method, String path, @Nullable Map<String, ?> body) {
        var request = mvc.method(method).uri(path).header(HttpHeaders.AUTHORIZATION, TestPeople.admin(tenant));
        return body == null
                ? request.exchange()
                : request.contentType(MediaType.APPLICATION_JSON)
                        .content(json.writeValueAsString(body))
                        .exchange();
    }

    private JsonNode tree(MvcTestResult result) {
        return json.readTree(body(result));
    }

    private static String body(MvcTestResult result) {
        return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
