package io.aispm.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.contract.agent.AgentId;
import io.aispm.kit.health.HealthPart;
import io.aispm.kit.page.Cursor;
import io.aispm.kit.page.Page;
import io.aispm.kit.page.PageRequest;
import io.aispm.kit.page.Pages;
import io.aispm.kit.policy.OpaProperties;
import io.aispm.kit.problem.DomainException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartException;

/** A service that has nothing but the kit answers as every service must. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        classes = ServiceIT.Bare.class,
        properties = {
            "spring.config.import=classpath:kit.yaml",
            "management.server.port=0",
            "spm.lineage.enabled=false",
            "spm.control.enabled=false",
            "spm.kafka.health=false",
            "spm.opa.enabled=false",
            "OPA_TIMEOUT_S=0.5"
        })
@AutoConfigureMockMvc
class ServiceIT {

    private static final String TOKEN = "svc_" + "t".repeat(40);
    private static final AtomicBoolean KAFKA = new AtomicBoolean();
    private static final AtomicBoolean DATABASE = new AtomicBoolean();

    @Autowired
    private MockMvcTester mvc;

    @DynamicPropertySource
    static void tokens(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("tokens");
        Files.writeString(folder.resolve("opa"), TOKEN);
        properties.add("spm.service.tokens-dir", folder::toString);
    }

    @Test
    void aTimeoutMayBeAFractionOfASecond(@Autowired OpaProperties opa) {
        assertThat(opa.timeout()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void aBrokenRuleIsAProblemWithItsCode() {
        assertThat(mvc.get().uri("/broken"))
                .hasStatus(409)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .hasPathSatisfying("$.code", code -> assertThat(code).isEqualTo("already_there"))
                .hasPathSatisfying("$.detail", detail -> assertThat(detail).isEqualTo("It is there already."));
    }

    @Test
    void whatNobodyForesawSaysNothingOfItself() {
        assertThat(mvc.get().uri("/unforeseen"))
                .hasStatus(500)
                .bodyText()
                .contains("internal_error")
                .doesNotContain("jdbc")
                .doesNotContain("IllegalStateException");
    }

    @ParameterizedTest
    @CsvSource({
        "/agents/not-a-uuid, 404, not_found",
        "/agents/1-1-1-1-1, 404, not_found",
        "/nothing-here, 404, not_found",
        "/rows?limit=0, 400, bad_limit",
        "/rows?limit=x, 400, bad_limit",
        "/rows?cursor=x, 400, bad_cursor"
    })
    void badRequestsAreNeverThePlatformsFault(String uri, int status, String code) {
        assertThat(mvc.get().uri(uri))
                .hasStatus(status)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"not json, 400", "[], 400", "'', 400"})
    void aBodyThatCannotBeReadIsABadRequest(String body, int status) {
        assertThat(mvc.post()
                        .uri("/echo")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body))
                .hasStatus(status)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("malformed_body");
    }

    @Test
    void partsWithoutABoundaryAreABadRequest() {
        assertThat(mvc.post().uri("/parts"))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("malformed_body");
    }

    @Test
    void aWrongMethodIsAProblemToo() {
        assertThat(mvc.delete().uri("/echo"))
                .hasStatus(405)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("method_not_allowed");
    }

    @Test
    void aListNamesItsNextPage() {
        assertThat(mvc.get().uri("/rows?limit=2&q=a b")).hasStatusOk().satisfies(answer -> {
            var link = answer.getResponse().getHeader("Link");
            assertThat(link)
                    .startsWith("<http://localhost/rows?")
                    .contains("limit=2")
                    .contains("q=a%20b")
                    .endsWith("; rel=\"next\"");
        });
        assertThat(mvc.get().uri("/rows?limit=3")).hasStatusOk().doesNotContainHeader("Link");
    }

    @Test
    void onlyServicesReachInternalRoutes() {
        assertThat(mvc.get().uri("/internal/thing")).hasStatus(401);
        assertThat(mvc.get().uri("/internal/thing").header("Authorization", "Bearer " + TOKEN + "x"))
                .hasStatus(401)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("unknown_service");
        assertThat(mvc.get().uri("/internal/thing").header("Authorization", "Bearer " + TOKEN))
                .hasStatusOk();
    }

    @Test
    void healthNamesWhatIsAwayAndEndsWithTheEssential() {
        DATABASE.set(true);
        KAFKA.set(false);
        assertThat(mvc.get().uri("/health"))
                .hasStatusOk()
                .bodyText()
                .isEqualTo("{\"status\":\"UP\",\"degraded\":[\"kafka\"]}");
        DATABASE.set(false);
        assertThat(mvc.get().uri("/health"))
                .hasStatus(503)
                .bodyText()
                .isEqualTo("{\"status\":\"DOWN\",\"parts\":{\"database\":\"DOWN\"}}");
    }

    /** Nothing but the kit and one controller. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Routes.class)
    static class Bare {

        @Bean
        HealthPart kafka() {
            return new Switch("kafka", false, KAFKA);
        }

        @Bean
        HealthPart database() {
            return new Switch("database", true, DATABASE);
        }
    }

    private record Switch(String name, boolean essential, AtomicBoolean on) implements HealthPart {

        @Override
        public boolean available() {
            return on.get();
        }
    }

    @RestController
    static class Routes {

        @GetMapping("/broken")
        String broken() {
            throw new AlreadyThere();
        }

        @GetMapping("/unforeseen")
        String unforeseen() {
            throw new IllegalStateException("jdbc:postgresql://secret");
        }

        @GetMapping("/agents/{id}")
        AgentId agent(@PathVariable AgentId id) {
            return id;
        }

        @PostMapping("/echo")
        Thing echo(@RequestBody Thing thing) {
            return thing;
        }

        @PostMapping("/parts")
        String parts() {
            throw new MultipartException("no boundary");
        }

        @GetMapping("/internal/thing")
        String internal() {
            return "for services";
        }

        @GetMapping("/rows")
        ResponseEntity<List<String>> rows(
                @RequestParam(required = false) @Nullable String limit,
                @RequestParam(required = false) @Nullable String cursor) {
            var page = PageRequest.of(limit, cursor);
            if (page.cursor() != null) {
                Cursor.decode(page.cursor());
            }
            var three = List.of("a", "b", "c");
            return Pages.respond(Page.cut(
                    three.subList(0, Math.min(3, page.limit() + 1)),
                    page.limit(),
                    _ -> new Cursor(Instant.EPOCH, new UUID(0, 0)).encode()));
        }
    }

    record Thing(@JsonProperty(required = true) String name) {}

    private static final class AlreadyThere extends DomainException {

        AlreadyThere() {
            super(Kind.CONFLICT, "already_there", "It is there already.");
        }
    }
}
