package io.aispm.guard.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTests {

    private static final Redactor ALL = Redactor.of(EnumSet.allOf(SensitiveKind.class));

    private final Redactor redactor = Redactor.byDefault();

    /** Put together here so that no scanner takes this file for a leak. */
    static Stream<String> keys() {
        var x = "a1B2c3D4e5F6g7H8i9J0";
        return Stream.of(
                "sk-" + "proj-" + x + x,
                "sk-" + "ant-api03-" + x + "_" + x + "-AA",
                "sk-" + x + "T3BlbkFJ" + x,
                "AKIA" + "IOSFODNN7EXAMPLE",
                "ghp_" + x + x.substring(4),
                "github_pat_" + x + "_" + x + x,
                "glpat-" + x,
                "AIza" + x + x.substring(5),
                "GOCSPX-" + x + x.substring(12),
                "xoxb-" + "123456789012-1234567890123-" + x,
                "sk_" + "live_" + x,
                "rk_" + "test_" + x,
                "tvly-" + "dev-" + x,
                "hf_" + x + x.substring(6),
                "gsk_" + x + x + x.substring(8),
                "npm_" + x + x.substring(4),
                "SG." + x + "ab." + x + x + "abc",
                "dapi" + "0123456789abcdef".repeat(2),
                "abc8Q~" + x + x.substring(8));
    }

    /** Keys as chance makes some of them: without a digit. */
    static Stream<String> keysWithoutADigit() {
        var small = "abcdefghijklmnopqrstuvwxyz";
        var mixed = "aBcDeFgHiJkLmNoPqRsTuVwX";
        return Stream.of(
                "sk-" + small + "abcdef",
                "sk-" + "proj-" + small + "ABCDEFGHIJ",
                "sk-" + "or-v" + "_" + mixed,
                "sk-" + mixed.substring(0, 22),
                "sk-" + small.toUpperCase(Locale.ROOT) + "ABCDEF",
                "tvly-" + mixed,
                "tvly-" + "dev-" + small + "abcdef",
                "xoxb-" + "aBcD-" + mixed,
                "xoxp-" + small + "abcdef");
    }

    @ParameterizedTest
    @MethodSource("keysWithoutADigit")
    void takesOutProviderKeysWithoutADigit(String key) {
        assertThat(redactor.redact("Use " + key + ", then go on.").text())
                .isEqualTo("Use [redacted: api_key], then go on.");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void takesOutProviderKeys(String key) {
        assertThat(redactor.redact("Use " + key + ", then go on.").text())
                .isEqualTo("Use [redacted: api_key], then go on.");
        assertThat(redactor.redact(key).text()).isEqualTo("[redacted: api_key]");
        assertThat(redactor.redact("KEY=\"" + key + "\"\n").text()).isEqualTo("KEY=\"[redacted: api_key]\"\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api_key = \"%s\"",
                "AZURE_OPENAI_API_KEY=%s",
                "aws_secret_access_key: %s",
                "Authorization: Bearer %s",
                "\"client_secret\": \"%s\"",
                "MCP_TOKEN=%s"
            })
    void takesOutWhatALabelCallsASecret(String line) {
        var secret = "9f8e7d6c5b4a39281706f5e4d3c2b1a0";

        assertThat(redactor.redact(line.formatted(secret)).text()).isEqualTo(line.formatted("[redacted: api_key]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "task-force-one-hundred-and-twenty-three",
                "risk-2026-assessment-for-the-whole-year",
                "The key-value store holds 550e8400-e29b-41d4-a716-446655440000.",
                "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "commit dbc7ff7a1b2c3d4e5f60718293a4b5c6d7e8f901",
                "pip install scikit-learn==1.5.0, then import sk-learn",
                "the class is sk-learn-compatible-estimator-with-a-long-name",
                "div.sk-toggleable__content, .sk-text-repr-fallback and sk-estimator-doc-link-hover",
                "sk-supportVectorMachineClassifier and sk-SupportVectorMachines",
                "sk-LEARN-AND-KERAS-AND-TORCH-IN-ONE",
                "xoxo-your-gossip-girl-for-ever-and-ever",
                "set it to xoxb-your-bot-token-goes-here",
                "tvly-your-own-api-key-goes-here",
                "tvly-searchIntegrationAdapter",
                "The token is short-lived and the password is changed often",
                "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk",
                "https://example.org/a/very/long/path/with/many/parts?and=a&query=1234567890123456789",
                "hf_hub_download and sk_buff are names",
                "eyJust a word.like this.one"
            })
    void leavesWhatOnlyLooksLikeAKey(String text) {
        assertThat(redactor.redact(text).text()).isEqualTo(text);
    }

    @Test
    void takesOutPrivateKeysWithTheirArmour() {
        var body = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7".repeat(3);
        var pem = "-----BEGIN RSA PRIVATE" + " KEY-----\n" + body + "\n-----END RSA PRIVATE" + " KEY-----";

        assertThat(redactor.redact("Here:\n" + pem + "\nDone.").text())
                .isEqualTo("Here:\n[redacted: private_key]\nDone.");
    }

    @Test
    void takesOutAPrivateKeyThatWasCutOff() {
        var pem = "-----BEGIN PRIVATE" + " KEY-----\n" + "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj\nMIIEvQIBADANBgkq";

        assertThat(redactor.redact(pem).text()).isEqualTo("[redacted: private_key]");
    }

    @Test
    void leavesAPublicKeyAndTalkAboutPrivateOnes() {
        var text = "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0B\n-----END PUBLIC KEY-----\n"
                + "A PEM file begins with -----BEGIN PRIVATE" + " KEY----- and a line break.";

        assertThat(redactor.redact(text).text()).isEqualTo(text);
    }

    @Test
    void takesOutJsonWebTokens() {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        var token = encoder.encodeToString("{\"alg\":\"ES256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8))
                + "." + encoder.encodeToString("{\"sub\":\"someone\",\"exp\":1}".getBytes(StandardCharsets.UTF_8))
                + ".c2lnbmF0dXJlLW9mLXRoZS10b2tlbg";

        assertThat(redactor.redact("token " + token + " ok").text()).isEqualTo("token [redacted: jwt] ok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "4111 1111 1111 1111",
                "4111-1111-1111-1111",
                "5555555555554444",
                "2223003122003222",
                "378282246310005",
                "3782 822463 10005",
                "6011111111111117",
                "3530111333300000",
                "30569309025904",
                "6304000000000000"
            })
    void takesOutPaymentCards(String card) {
        assertThat(redactor.redact("It is " + card + ".").text()).isEqualTo("It is [redacted: payment_card].");
        assertThat(redactor.redact("Card " + card + " 12/27, cvc 123").text())
                .isEqualTo("Card [redacted: payment_card] 12/27, cvc 123");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111112",
                "1764014999123",
                "order 4111111111111111",
                "Tracking number: 4111111111111111",
                "550e8400-4111-1111-1111-111111111111",
                "0.4111111111111111",
                "4111111111111111abcdef",
                "sha1 d4111111111111111",
                "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20",
                "20261124200957123",
                "2001:4111:1111:1111:1111::1",
                "1000000000000000000",
                "4242 4242 4242",
                "352099001761481"
            })
    void leavesNumbersThatAreNoCards(String text) {
        assertThat(redactor.redact(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"My SSN is 123-45-6789.", "123-45-6789", "social security number: 123 45 6789", "ssn=123456789"})
    void takesOutSocialSecurityNumbers(String text) {
        var redaction = redactor.redact(text);

        assertThat(redaction.text()).contains("[redacted: us_ssn]").doesNotContain("6789");
        assertThat(redaction.kinds()).containsExactly(SensitiveKind.US_SSN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "000-45-6789",
                "666-45-6789",
                "923-45-6789",
                "123-00-6789",
                "123-45-0000",
                "123456789",
                "part no. 123-45-6789",
                "1-123-45-6789",
                "123-45-67890",
                "2026-11-24"
            })
    void leavesNumbersThatAreNoSocialSecurityNumbers(String text) {
        assertThat(redactor.redact(text).text()).isEqualTo(text);
    }

    @Test
    void leavesMailPhoneAndIbanUnlessAsked() {
        var text = "ada@example.org, +44 20 7946 0958, (212) 555-0100, GB29 NWBK 6016 1331 9268 19";

        assertThat(redactor.redact(text).text()).isEqualTo(text);
        assertThat(ALL.redact(text).text())
                .isEqualTo("[redacted: email], [redacted: phone], [redacted: phone], [redacted: iban]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GB29 NWBK 6016 1331 9268 18",
                "ada@localhost",
                "version 10.20.30.40",
                "2026-11-24T20:09:57",
                "@Test void x()",
                "10 000 000"
            })
    void leavesWhatOnlyLooksPersonal(String text) {
        assertThat(ALL.redact(text).text()).isEqualTo(text);
    }

    @Test
    void knowsKindsByTheirWords() {
        assertThat(SensitiveKind.named(List.of("email", "iban", "shoe_size")))
                .containsExactlyInAnyOrder(SensitiveKind.EMAIL, SensitiveKind.IBAN);
        assertThat(redactor.and(Set.of(SensitiveKind.EMAIL))
                        .redact("ada@example.org")
                        .text())
                .isEqualTo("[redacted: email]");
    }

    @Test
    void redactsInsideArguments() {
        var arguments = Map.of("query", "is 4111111111111111 a card", "deep", List.of(1, Map.of("k", "123-45-6789")));

        assertThat(redactor.redactValue(arguments))
                .isEqualTo(Map.of(
                        "query",
                        "is [redacted: payment_card] a card",
                        "deep",
                        List.of(1, Map.of("k", "[redacted: us_ssn]"))));
    }
}
