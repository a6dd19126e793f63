package io.aispm.api.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.aispm.api.SpmApiTest;
import io.aispm.api.identity.Role;
import io.aispm.api.identity.TestPeople;
import jakarta.servlet.http.Cookie;
import java.io.UnsupportedEncodingException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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
    void aTokenOpensASessionThatEndsWithIt() throws UnsupportedEncodingException {
        var end = Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.SECONDS).plusSeconds(90);
        var opened = trade(token("t1", "ada", end, Role.AUDITOR), null);

        assertThat(opened).hasStatusOk().bodyJson().extractingPath("$.roles[0]").isEqualTo("spm:auditor");
        assertThat(expiry(opened)).isEqualTo(end);
        assertThat(mvc.get().uri("/api/spm/session").cookie(cookieOf(opened)).exchange())
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.expires_at")
                .isEqualTo(JsonPath.read(opened.getResponse().getContentAsString(), "$.expires_at"));
    }

    @Test
    void aNewTokenOfTheSamePersonLetsTheirSessionGoOnWithWhatTheyMayNow() throws UnsupportedEncodingException {
        var soon =
                Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.SECONDS).plusSeconds(60);
        var first = trade(token("t1", "ada", soon, Role.ADMIN), null);

        var renewed = trade(token("t1", "ada", soon.plusSeconds(60), Role.USER), cookieOf(first));

        assertThat(cookieOf(renewed).getValue()).isEqualTo(cookieOf(first).getValue());
        assertThat(csrf(renewed)).isEqualTo(csrf(first));
        assertThat(expiry(renewed)).isEqualTo(soon.plusSeconds(60));
        assertThat(mvc.get().uri("/api/spm/session").cookie(cookieOf(first)))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.roles")
                .isEqualTo(List.of("spm:user"));
    }

    @Test
    void anotherPersonsTokenOpensASessionOfTheirOwn() throws UnsupportedEncodingException {
        var end = Instant.now(Clock.systemUTC()).plusSeconds(60);
        var ada = trade(token("t1", "ada", end, Role.ADMIN), null);

        for (var other : List.of(token("t1", "bob", end, Role.USER), token("t2", "ada", end, Role.USER))) {
            var opened = trade(other, cookieOf(ada));
            assertThat(opened).hasStatusOk();
            assertThat(cookieOf(opened).getValue()).isNotEqualTo(cookieOf(ada).getValue());
        }
        assertThat(mvc.get().uri("/api/spm/session").cookie(cookieOf(ada)))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.roles")
                .isEqualTo(List.of("spm:admin"));
    }

    @Test
    void aTokenThatIsNotBelievedOpensNothing() {
        var past = Instant.now(Clock.systemUTC()).minusSeconds(1);
        refused(trade("x", null), 401, "invalid_token");
        refused(trade(token("t1", "ada", past, Role.ADMIN), null), 401, "invalid_token");
        refused(trade(token("t1", "ada", past.plusSeconds(60)), null), 403, "no_role");
        refused(post("{}"), 401, "bad_sign_in_code");
        refused(post("{\"code\":\"a\",\"token\":\"b\"}"), 401, "bad_sign_in_code");
    }

    @Test
    void howToSignInIsKnownToEverybody() {
        assertThat(mvc.get().uri("/api/spm/sign-in"))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("{\"links\":true,\"oidc\":null}");
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
        return post("{\"code\":\"" + code + "\"}");
    }

    private MvcTestResult trade(String token, @Nullable Cookie session) {
        var body = "{\"token\":\"" + token + "\"}";
        return session == null ? post(body) : post(body, session);
    }

    private MvcTestResult post(String body, Cookie... cookies) {
        var request = mvc.post()
                .uri("/api/spm/session")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body);
        return (cookies.length == 0 ? request : request.cookie(cookies)).exchange();
    }

    private static String token(String tenant, String sub, Instant end, Role... roles) {
        var words = Arrays.stream(roles).map(Role::toString).toList();
        return TestPeople.sign(
                TestPeople.KEY,
                claims -> claims.subject(sub)
                        .claim("tenant_id", tenant)
                        .claim("roles", words)
                        .expirationTime(Date.from(end)));
    }

    private static String csrf(MvcTestResult opened) throws UnsupportedEncodingException {
        return JsonPath.read(opened.getResponse().getContentAsString(), "$.csrf_token");
    }

    private static Instant expiry(MvcTestResult opened) throws UnsupportedEncodingException {
        return Instant.parse(JsonPath.<String>read(opened.getResponse().getContentAsString(), "$.expires_at"));
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
