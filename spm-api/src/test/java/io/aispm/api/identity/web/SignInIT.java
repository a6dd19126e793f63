package io.aispm.api.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.aispm.api.SpmApiTest;
import io.aispm.api.identity.Role;
import io.aispm.api.identity.TestPeople;
import jakarta.servlet.http.Cookie;
import java.io.UnsupportedEncodingException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SpmApiTest
class SignInIT {

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void aRequestWithoutCredentialsIsRefused() {
        refused(mvc.get().uri("/api/spm/session").exchange(), 401, "unauthenticated");
    }

    @Test
    void aTokenThatIsNotOursIsRefused() {
        refused(
                mvc.get()
                        .uri("/api/spm/session")
                        .header("Authorization", "Bearer x")
                        .exchange(),
                401,
                "invalid_token");
    }

    @Test
    void anotherSchemeIsRefused() {
        refused(
                mvc.get()
                        .uri("/api/spm/session")
                        .header("Authorization", "Basic YTpi")
                        .exchange(),
                401,
                "invalid_token");
    }

    @Test
    void aPersonWithoutOurRolesIsRefused() {
        refused(
                mvc.get()
                        .uri("/api/spm/session")
                        .header("Authorization", TestPeople.bearer())
                        .exchange(),
                403,
                "forbidden");
    }

    @Test
    void anUnknownRouteIsNotFound() {
        refused(
                mvc.get()
                        .uri("/api/spm/nothing")
                        .header("Authorization", TestPeople.bearer(Role.ADMIN))
                        .exchange(),
                404,
                "not_found");
    }

    @Test
    void aLinkOpensASessionOnce() throws UnsupportedEncodingException {
        var code = code();

        var opened = signIn(code);
        assertThat(opened).hasStatusOk().bodyJson().extractingPath("$.roles[0]").isEqualTo("spm:operator");
        var cookie = cookieOf(opened);
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getPath()).isEqualTo("/api/spm");
        assertThat(cookie.getAttribute("SameSite")).isEqualTo("Strict");

        refused(signIn(code), 401, "bad_sign_in_code");
    }

    @Test
    void theCookieReadsAndWritesOnlyWithItsCsrfToken() throws UnsupportedEncodingException {
        var opened = signIn(code());
        var cookie = cookieOf(opened);
        String csrf = JsonPath.read(opened.getResponse().getContentAsString(), "$.csrf_token");

        assertThat(mvc.get().uri("/api/spm/session").cookie(cookie))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.csrf_token")
                .isEqualTo(csrf);
        refused(mvc.delete().uri("/api/spm/session").cookie(cookie).exchange(), 403, "csrf_token_required");
        refused(
                mvc.post()
                        .uri("/api/spm/sign-in-links")
                        .cookie(cookie)
                        .header("X-CSRF-Token", csrf)
                        .exchange(),
                403,
                "token_required");
        assertThat(mvc.delete().uri("/api/spm/session").cookie(cookie).header("X-CSRF-Token", csrf))
                .hasStatus(204);
        refused(mvc.get().uri("/api/spm/session").cookie(cookie).exchange(), 401, "unauthenticated");
    }

    @Test
    void aMadeUpCookieIsNobody() {
        refused(
                mvc.get()
                        .uri("/api/spm/session")
                        .cookie(new Cookie("aispm_session", "made-up"))
                        .exchange(),
                401,
                "unauthenticated");
    }

    @Test
    void theDatabaseHoldsNoTokenThatOpensASession() throws UnsupportedEncodingException {
        var token = cookieOf(signIn(code())).getValue();

        assertThat(jdbc.sql("select count(*) from identity.ui_sessions where token_hash = :token")
                        .param("token", token)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void thePageSaysWhatToDoWhereItIsNotBuilt() {
        assertThat(mvc.get().uri("/ui/agents/some-id"))
                .hasStatus(503)
                .headers()
                .hasHeaderSatisfying(
                        "Content-Security-Policy",
                        values -> assertThat(values.getFirst()).contains("default-src 'none'"));
        assertThat(mvc.get().uri("/")).hasStatus(302).headers().hasValue("Location", "/ui/");
    }

    @Test
    void noOtherOriginIsLetIn() {
        assertThat(mvc.options()
                        .uri("/api/spm/session")
                        .header("Origin", "https://evil.example")
                        .header("Access-Control-Request-Method", "GET"))
                .headers()
                .doesNotContainHeader("Access-Control-Allow-Origin");
    }

    private String code() throws UnsupportedEncodingException {
        var link = mvc.post()
                .uri("/api/spm/sign-in-links")
                .header("Authorization", TestPeople.bearer(Role.OPERATOR))
                .exchange();
        assertThat(link).hasStatus(201);
        String url = JsonPath.read(link.getResponse().getContentAsString(), "$.url");
        assertThat(url).startsWith("http://localhost/ui/sign-in#code=");
        return url.substring(url.indexOf('=') + 1);
    }

    private static Cookie cookieOf(MvcTestResult opened) {
        return Objects.requireNonNull(opened.getResponse().getCookie("aispm_session"));
    }

    private MvcTestResult signIn(String code) {
        return mvc.post()
                .uri("/api/spm/session")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"code\":\"" + code + "\"}")
                .exchange();
    }

    private static void refused(MvcTestResult answer, int status, String code) {
        assertThat(answer)
                .hasStatus(status)
                .hasContentTypeCompatibleWith("application/problem+json")
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo(code);
    }
}
