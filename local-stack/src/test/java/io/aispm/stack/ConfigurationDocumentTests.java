package io.aispm.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the processes read from their environment is what {@code docs/configuration.md} lists. */
class ConfigurationDocumentTests {

    private static final Path ROOT = Path.of("..");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]+)");
    private static final Pattern SECONDS = Pattern.compile("(\\S*\\$\\{[A-Z0-9_]+_S:\\d+}\\S*)");
    private static final Pattern FRACTIONAL_SECONDS = Pattern.compile("(PT\\$\\{[A-Z0-9_]+_S:\\d+}S)(?=\\s)");
    private static final Pattern LISTED = Pattern.compile("`([A-Z][A-Z0-9_]+)`");

    @Test
    void everyVariableThatAServiceReadsIsListed() {
        var read = named(VARIABLE);

        assertThat(read).hasSizeGreaterThan(20);
        assertThat(names(LISTED, ROOT.resolve("docs/configuration.md"))).containsAll(read);
    }

    /** A number of seconds with a point in it is understood in an ISO 8601 duration only. */
    @Test
    void everyVariableInSecondsTakesFractions() {
        assertThat(named(SECONDS)).hasSizeGreaterThan(5).isEqualTo(named(FRACTIONAL_SECONDS));
    }

    private static Set<String> named(Pattern pattern) {
        return Stream.of("spm-api", "spm-mcp", "spm-llm-proxy", "lineage-consumer", "spm-service-kit")
                .map(module -> ROOT.resolve(module).resolve("src/main/resources"))
                .flatMap(ConfigurationDocumentTests::yaml)
                .flatMap(file -> names(pattern, file).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Path> yaml(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList().stream();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Set<String> names(Pattern pattern, Path file) {
        try {
            return pattern.matcher(Files.readString(file))
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
