package io.aispm.api.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aispm.api.integration.connector.Connector;
import io.aispm.api.integration.connector.FieldSpec;
import io.aispm.api.integration.connector.FieldType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTests {

    private static final Connector CONNECTOR = new Connector(
            "thing",
            "Thing",
            "Us",
            "Things",
            Set.of(),
            List.of(
                    field("base_url", FieldType.URL, true, false),
                    field("count", FieldType.INTEGER, false, false),
                    field("share", FieldType.FLOAT, false, false),
                    field("flag", FieldType.BOOLEAN, false, false),
                    field("kind", FieldType.ENUM, false, false),
                    field("other", FieldType.ENUM_INTEGRATION, false, false),
                    field("names", FieldType.TEXTAREA, false, false),
                    field("api_key", FieldType.PASSWORD, true, true)));

    private static FieldSpec field(String key, FieldType type, boolean required, boolean secret) {
        return new FieldSpec(
                key,
                key,
                type,
                required,
                secret,
                null,
                null,
                type == FieldType.ENUM ? List.of("a", "b") : null,
                null,
                null,
                null,
                0.0,
                100.0);
    }

    @ParameterizedTest
    @CsvSource({
        "base_url, gopher://x",
        "base_url, http://user:pw@host",
        "base_url, //x",
        "count, 1.5",
        "count, many",
        "count, -1",
        "count, 101",
        "count, 1e999999999",
        "share, NaN",
        "flag, yes",
        "kind, c",
        "other, nobody"
    })
    void refusesAValueThatIsNotOfItsKind(String key, String value) {
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> fields().put(Map.of("base_url", "http://x", "api_key", "k"))
                        .put(Map.of(key, value))
                        .complete(Set.of()))
                .satisfies(refused ->
                        assertThat(refused.errors()).singleElement().asString().startsWith("`" + key + "`"));
    }

    @Test
    void readsNumbersAndFlagsAsFormsSendThem() {
        var config = fields().put(Map.of("count", "7", "share", 0.5, "flag", "true", "names", List.of("x", "y")))
                .config();

        assertThat(config)
                .containsEntry("count", 7)
                .containsEntry("share", 0.5)
                .containsEntry("flag", true)
                .containsEntry("names", List.of("x", "y"));
    }

    @Test
    void aNullTakesASettingBackAndABlankSecretLeavesWhatIsThere() {
        Map<String, @Nullable Object> gone = Collections.singletonMap("count", null);
        var fields = new Fields(CONNECTOR, Map.of("count", 7, "base_url", "http://x"), (_, _) -> false)
                .put(gone)
                .put(Map.of("api_key", " "))
                .complete(Set.of("api_key"));

        assertThat(fields.config()).doesNotContainKey("count");
        assertThat(fields.secrets()).isEmpty();
    }

    @Test
    void namesAllThatIsMissingAtOnce() {
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> fields().complete(Set.of()))
                .satisfies(refused -> assertThat(refused.errors())
                        .containsExactly("`base_url` is required.", "`api_key` is required."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"line\nbreak", "nul\0"})
    void refusesASecretThatNoHeaderCanCarry(String secret) {
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> fields().put(Map.of("base_url", "http://x", "api_key", secret))
                        .complete(Set.of()))
                .satisfies(refused -> assertThat(refused.errors().toString())
                        .doesNotContain(secret)
                        .contains("api_key"));
    }

    @Test
    void filesASecretAmongTheFieldsAsACredential() {
        var fields = fields().put(Map.of("api_key", "secret"));

        assertThat(fields.secrets()).containsEntry("api_key", "secret");
        assertThat(fields.config()).doesNotContainKey("api_key");
    }

    @Test
    void showsTheEndOfALongSecretAndNothingOfAShortOne() {
        assertThat(Credentials.hint("sk-0123456789abcd")).isEqualTo("••••abcd");
        assertThat(Credentials.hint("short")).isEqualTo("••••");
    }

    private static Fields fields() {
        return new Fields(CONNECTOR, Map.of(), (_, id) -> id.equals("i1"));
    }
}
