package io.aispm.api.federation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolNamesTests {

    @ParameterizedTest
    @CsvSource({
        "GitHub, github",
        "My Tools (prod), my-tools-prod",
        "Café Ünal, cafe-unal",
        "数据, server",
        "a name that is much too long for a tool, a-name-that-is-much-too",
        "__x__, x"
    })
    void makesAServersPartOfItsName(String name, String part) {
        assertThat(ToolNames.server(name)).isEqualTo(part);
    }

    @Test
    void keepsTwoServersOfOneNameApart() {
        assertThat(ToolNames.server("GitHub", "id-1", prefix -> prefix.equals("github__")))
                .matches("github-[0-9a-f]{6}")
                .isNotEqualTo(ToolNames.server("GitHub", "id-2", prefix -> prefix.equals("github__")));
    }

    @Test
    void leavesANameAsItIsWhereItFits() {
        assertThat(ToolNames.of("github", "create_issue", _ -> false)).isEqualTo("github__create_issue");
    }

    @Test
    void aNameThatDoesNotFitIsStillOneAndTheSame() {
        var dotted = ToolNames.of("github", "issues.create", _ -> false);
        var underlined = ToolNames.of("github", "issues_create", _ -> false);
        var long1 = ToolNames.of("github", "x".repeat(100), _ -> false);
        var long2 = ToolNames.of("github", "x".repeat(101), _ -> false);

        assertThat(dotted)
                .matches("[A-Za-z0-9_-]{1,64}")
                .startsWith("github__issues_create_")
                .isNotEqualTo(underlined);
        assertThat(long1).matches("[A-Za-z0-9_-]{64}").isNotEqualTo(long2);
        assertThat(ToolNames.of("github", "x".repeat(100), _ -> false)).isEqualTo(long1);
    }

    @Test
    void aNameThatIsTakenGetsAMark() {
        assertThat(ToolNames.of("github", "create", "github__create"::equals)).startsWith("github__create_");
    }
}
