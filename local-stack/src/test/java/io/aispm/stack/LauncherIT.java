package io.aispm.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./aispm} itself, with the jar that was built. */
class LauncherIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private static Path cache = Path.of("");

    @ParameterizedTest
    @CsvSource({"'',''", "C,''", "C.UTF-8,''", "C.UTF-8,C", "no_SUCH.UTF-8,''"})
    @Timeout(120)
    void handsOverWhatWasTypedInAnyLocale(String language, String above) throws Exception {
        assertThat(said(language, above, "token", "--role", "Grüße")).contains("'Grüße' is no role");
    }

    /** A variable that is empty counts as one that isn't set. */
    private static String said(String language, String above, String... arguments)
            throws IOException, InterruptedException {
        var typed = new ProcessBuilder(ROOT.resolve("aispm").toString()).redirectErrorStream(true);
        typed.command().addAll(List.of(arguments));
        typed.environment().keySet().removeIf(name -> name.startsWith("LC_"));
        typed.environment()
                .putAll(Map.of(
                        "LANG",
                        language,
                        "LC_ALL",
                        above,
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "AISPM_CACHE",
                        cache.toString(),
                        "AISPM_SKIP_BUILD",
                        "1"));
        var process = typed.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
