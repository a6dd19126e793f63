package io.aispm.kit.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadableHtmlTests {

    @Test
    void keepsParagraphsListsAndTablesApart() {
        assertThat(text("<h1>Terms</h1><p>One <b>bold</b> word.</p><ul><li>a</li><li>b</li></ul>"
                        + "<table><tr><th>x</th><th>y</th></tr><tr><td>1</td><td>2</td></tr></table>one<br>two"))
                .isEqualTo("Terms\n\nOne bold word.\n\n- a\n- b\n\nx | y\n1 | 2\n\none\ntwo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>x</script>",
                "<style>x</style>",
                "<p hidden>x</p>",
                "<p aria-hidden='true'>x</p>",
                "<p style='color:red;display: none'>x</p>",
                "<span style='visibility:hidden'>x</span>",
                "<!-- x -->",
                "<template>x</template>",
                "<nav>x</nav>"
            })
    void leavesOutWhatPeopleDoNotSee(String hidden) {
        assertThat(text("<p>seen</p>" + hidden)).isEqualTo("seen");
    }

    @Test
    void readsThePagesOwnCharset() {
        var page = ReadableHtml.read(
                "<meta charset=iso-8859-1><title>Grüße</title>".getBytes(StandardCharsets.ISO_8859_1), null);

        assertThat(page.title()).isEqualTo("Grüße");
    }

    @Test
    void readsTagsOfAnyDepth() {
        assertThat(text("<div>".repeat(100_000) + "deep")).isEqualTo("deep");
    }

    private static String text(String body) {
        return ReadableHtml.read(body.getBytes(StandardCharsets.UTF_8), null).text();
    }
}
