package io.aispm.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/problems.md} lists every code that the sources can answer with, and no other. */
class ProblemCodesTests {

    private static final Pattern IN_SOURCES = Pattern.compile(
            "(?:(?:Kind|HttpStatus)\\.[A-Z_]+,\\s*|new \\w+Exception\\(|badRequest\\()\"([a-z][a-z_]*[a-z])\"[,)]");
    private static final Pattern IN_DOCUMENT = Pattern.compile("(?m)^\\| `([a-z_]+)`");

    @Test
    void theDocumentListsEveryCodeAndNoOther() throws IOException {
        var document = Files.readString(Stack.file("docs/problems.md"));

        assertThat(codes(IN_DOCUMENT, document)).isEqualTo(inSources());
    }

    private static SortedSet<String> inSources() throws IOException {
        var codes = new TreeSet<String>();
        for (var module : new String[] {"spm-service-kit", "spm-api", "spm-mcp", "spm-llm-proxy", "lineage-consumer"}) {
            try (Stream<Path> files = Files.walk(Stack.file(module).resolve("src/main/java"))) {
                for (var file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    codes.addAll(codes(IN_SOURCES, Files.readString(file)));
                }
            }
        }
        assertThat(codes).hasSizeGreaterThan(20);
        return codes;
    }

    private static SortedSet<String> codes(Pattern pattern, String text) {
        var codes = new TreeSet<String>();
        pattern.matcher(text).results().forEach(match -> codes.add(match.group(1)));
        return codes;
    }
}
