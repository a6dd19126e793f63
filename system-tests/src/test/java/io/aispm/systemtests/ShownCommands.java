package io.aispm.systemtests;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a document shows its readers to type: the lines of its shell blocks, and code spans that start with a command of ours. */
final class ShownCommands {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```([a-z]*)\\n(.*?)^```$");
    private static final Set<String> SHELLS = Set.of("", "sh", "bash", "shell", "console");
    private static final Pattern SPAN = Pattern.compile("`((?:\\./aispm|docker|npm|\\./mvnw) [^`\\n]+)`");
    private static final Pattern OPTION_ONLY = Pattern.compile("\\./aispm [a-z-]+ --[a-z-]+");

    private ShownCommands() {}

    /** The commands in the order in which a reader meets them, each once: those of blocks, then those within the text. */
    static SequencedSet<String> in(String document) {
        var commands = new LinkedHashSet<String>();
        BLOCK.matcher(document)
                .results()
                .filter(block -> SHELLS.contains(block.group(1)))
                .flatMap(block -> block.group(2).lines())
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(commands::add);
        spans(document).filter(span -> !isOptionOfATable(document, span)).forEach(commands::add);
        return commands;
    }

    /** What a table of settings names: a command with one of its options, whose value stands in the next column. */
    static List<String> optionsIn(String document) {
        return spans(document)
                .filter(span -> isOptionOfATable(document, span))
                .distinct()
                .toList();
    }

    private static Stream<String> spans(String document) {
        return SPAN.matcher(BLOCK.matcher(document).replaceAll("")).results().map(span -> span.group(1));
    }

    private static boolean isOptionOfATable(String document, String span) {
        return OPTION_ONLY.matcher(span).matches() && document.contains("\n| `" + span + "` |");
    }
}
