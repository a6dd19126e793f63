package io.aispm.api.policy.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aispm.api.SpmApiTest;
import io.aispm.api.TestOpa;
import io.aispm.api.identity.TestPeople;
import io.aispm.api.policy.NewPolicy;
import io.aispm.api.policy.Policies;
import io.aispm.api.policy.PolicyContent;
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
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SpmApiTest
class BundleIT {

    private static final String BUNDLE = "/internal/opa/bundle.tar.gz";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Policies policies;

    @Autowired
    private ModuleStore modules;

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
