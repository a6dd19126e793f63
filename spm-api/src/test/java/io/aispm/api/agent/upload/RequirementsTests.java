package io.aispm.api.agent.upload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequirementsTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing",
                "requests",
                "langchain<1",
                "langchain>=0.3,<1  # older",
                "httpx[http2, socks]==0.28.1",
                "aispm @ https://example.org/aispm.whl",
                "uvloop; sys_platform != 'win32'",
                "numpy==2.* \\\n  --hash=sha256:0123456789abcdef",
                "a-b_c.d (>=1.0)"
            })
    void readsWhatPipReads(String text) {
        assertThat(Requirements.errors(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"not a requirement!!", "==1.0", "requests==", "-r other.txt", "--index-url https://x", "\u0007"})
    void refusesWhatItCannot(String text) {
        assertThat(Requirements.errors(text)).hasSize(1);
    }

    @Test
    void namesTheLine() {
        assertThat(Requirements.errors("requests\n\n???\n"))
                .containsExactly("`requirements` line 3 is no requirement that pip knows.");
    }
}
