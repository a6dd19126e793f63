package io.aispm.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownCommandsTests {

    private static final String DOCUMENT = """
            Type this:

            ```
            ./aispm demo
            ./aispm chat my-agent "Who are you?"
            ```

            ```python
            print("`./aispm never`")
            ```

            ```sh
            # a word before
            docker compose up --wait
            ```

            Then `./aispm down` stops it; `a/file.py` is no command, and `./aispm demo` stands here twice.

            | setting | default |
            |---|---|
            | `./aispm up --runtime` | `auto` |
            """;

    @Test
    void areTheLinesOfShellBlocksAndTheSpansOfTheText() {
        assertThat(ShownCommands.in(DOCUMENT))
                .containsExactly(
                        "./aispm demo",
                        "./aispm chat my-agent \"Who are you?\"",
                        "docker compose up --wait",
                        "./aispm down");
    }

    @Test
    void areApartFromOptionsThatATableNames() {
        assertThat(ShownCommands.optionsIn(DOCUMENT)).containsExactly("./aispm up --runtime");
    }
}
