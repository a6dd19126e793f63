package io.aispm.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page on security tells what is tried, no more and no less. */
class ProbeTableTests {

    private static final String HEAD = """
            | what an agent tries | outside of a sandbox | under bubblewrap | in a container |
            |---|---|---|---|
            """;

    @Test
    void thePageOnSecurityHoldsTheTableOfAttempts() throws IOException {
        var table = HEAD
                + Arrays.stream(Attempt.values())
                        .map(attempt -> "| " + attempt.words() + " | done | refused | refused |\n")
                        .collect(Collectors.joining())
                + "| leave a process behind at its stop; use its token after it | done | refused | refused |\n";

        assertThat(Files.readString(ProbeContract.page())).contains(table);
    }
}
