package io.aispm.api.policy.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aispm.api.SpmApiTest;
import io.aispm.api.TestBundleKey;
import io.aispm.api.TestOpa;
import io.aispm.api.identity.TestPeople;
import io.aispm.api.policy.NewPolicy;
import io.aispm.api.policy.Policies;
import io.aispm.api.policy.PolicyContent;
import io.aispm.api.policy.bundle.BundleReports;
import io.aispm.api.policy.bundle.ModuleStore;
import io.aispm.contract.policy.PolicyMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

@SpmApiTest
class BundleIT {

    private static final String BUNDLE = "/internal/opa/bundle.tar.gz";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Policies policies;

    @Autowired
    private ModuleStore modules;

    @Autowired
    private BundleReports reports;

    @Value("${spm.bundle.key-file}")
    private Path bundleKey;

    @Value("${spm.service.tokens-dir}")
    private Path tokens;

    @Test
    void isForOpaAlone() {
        assertThat(mvc.get().uri(BUNDLE)).hasStatus(401);
        assertThat(mvc.get().uri(BUNDLE).header(HttpHeaders.AUTHORIZATION, token("spm-mcp")))
                .hasStatus(403);
    }

    @Test
    void isSentOnceAndAgainOnlyWhenItChanges() {
        var first = get("", "modes=snapshot,delta");
        assertThat(first).hasStatus(200).hasContentType("application/vnd.openpolicyagent.bundles");
        var etag = String.valueOf(first.getResponse().getHeader(HttpHeaders.ETAG));

        assertThat(get(etag, "modes=snapshot,delta")).hasStatus(304);

        write();
        assertThat(get(etag, "modes=snapshot,delta")).hasStatus(200);
    }

    @Test
    void whoeverWaitsGetsItAsSoonAsItIsThere() {
        var etag = String.valueOf(get("", "").getResponse().getHeader(HttpHeaders.ETAG));
        var waiting = CompletableFuture.supplyAsync(() -> get(etag, "modes=snapshot,delta;wait=30"));

        write();

        await().atMost(Duration.ofSeconds(5)).until(waiting::isDone);
        assertThat(waiting.join()).hasStatus(200);
    }

    @Test
    void anotherReplicasRevisionIsSeenWithoutAWord() throws Exception {
        var etag = String.valueOf(get("", "").getResponse().getHeader(HttpHeaders.ETAG));
        var waiting = CompletableFuture.supplyAsync(() -> get(etag, "modes=snapshot,delta;wait=30"));

        modules.advance();

        assertThat(waiting.get(5, TimeUnit.SECONDS)).hasStatus(200);
    }

    @Test
    void thePlatformsRulesPassTheirOwnTests() throws Exception {
        var tests = new ProcessBuilder(
                        TestOpa.binary().toString(), "test", "../policies/base", "../policies/seed", "--verbose")
                .redirectErrorStream(true)
                .start();
        var report = new String(tests.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(tests.waitFor()).as(report).isZero();
        assertThat(report).contains("PASS");
    }

    @Test
    void isTakenByThoseWhoKnowItsKeyAndByNobodyElse() throws Exception {
        var folder = Files.createTempDirectory("bundle");
        var archive = folder.resolve("bundle.tar.gz");
        Files.write(archive, get("", "").getResponse().getContentAsByteArray());
        var stranger = TestBundleKey.in(folder).publicKey();

        assertThat(verified(archive, bundleKey.resolveSibling("bundle-key.pem")))
                .isEqualTo("");
        assertThat(verified(archive, stranger)).contains("failed to verify");
    }

    @Test
    void whatOpaCanNotLoadIsToldUntilItCan() {
        var tenant = TestPeople.tenant();
        var path = "tenants/" + tenant + "/gold/v2.rego";
        var failed = Map.of(
                "name", "spm", "active_revision", "7", "code", "bundle_error", "message", path + ":1: no such rule");

        assertThat(report(Map.of("spm", failed))).hasStatus(204);
        assertThat(reports.available()).isFalse();

        report(Map.of("spm", Map.of("name", "spm", "active_revision", "8")));
        assertThat(reports.available()).isTrue();
    }

    @Test
    void aControlPlaneThatWasAwayIsNoBadBundle() {
        report(Map.of("spm", Map.of("code", "bundle_error", "http_code", 503, "message", "server replied with 503")));

        assertThat(reports.available()).isTrue();
        assertThat(mvc.post()
                        .uri("/internal/opa/status/bundles")
                        .header(HttpHeaders.AUTHORIZATION, token("spm-mcp"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}"))
                .hasStatus(403);
    }

    private MvcTestResult report(Map<String, ?> bundles) {
        var body = Map.of("labels", Map.of("id", "one-of-the-test"), "bundles", bundles);
        return mvc.post()
                .uri("/internal/opa/status/bundles")
                .header(HttpHeaders.AUTHORIZATION, token("opa"))
                .contentType(MediaType.APPLICATION_JSON)
                .content(JsonMapper.shared().writeValueAsString(body))
                .exchange();
    }

    /** What OPA has against the archive; nothing where it takes it. */
    private static String verified(Path archive, Path key) throws Exception {
        var opa = new ProcessBuilder(
                        TestOpa.binary().toString(),
                        "build",
                        "--bundle",
                        archive.toString(),
                        "--verification-key",
                        key.toString(),
                        "--verification-key-id",
                        "bundle",
                        "--signing-alg",
                        "ES256",
                        "--output",
                        archive.resolveSibling("built.tar.gz").toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(opa.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return opa.waitFor() == 0 ? "" : said;
    }

    private void write() {
        var id = "p" + java.util.UUID.randomUUID().toString().replace("-", "");
        var rego =
                "package aispm.policies." + id + "\ndecision := {\"decision\": \"block\", \"reason\": \"x\"} if false";
        policies.create(
                TestPeople.tenant(),
                "ada",
                new NewPolicy(id, id, "custom", PolicyMode.ENFORCED, new PolicyContent(rego, Map.of(), Map.of(), "")));
    }

    private MvcTestResult get(String etag, String prefer) {
        return mvc.get()
                .uri(BUNDLE)
                .header(HttpHeaders.AUTHORIZATION, token("opa"))
                .header(HttpHeaders.IF_NONE_MATCH, etag)
                .header("Prefer", prefer)
                .exchange();
    }

    private String token(String service) {
        try {
            return "Bearer " + Files.readString(tokens.resolve(service));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
