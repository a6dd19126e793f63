package io.aispm.api.agent.upload;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads a requirements file as pip does, without its options: those choose indexes and other files, which is the
 * installation's choice.
 *
 * @see <a href="https://packaging.python.org/en/latest/specifications/dependency-specifiers/">Dependency specifiers</a>
 */
final class Requirements {

    private static final String NAME = "[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?";
    private static final String EXTRAS = "(?:\\s*\\[\\s*(?:" + NAME + "(?:\\s*,\\s*" + NAME + ")*)?\\s*\\])?";
    private static final String CLAUSE = "(?:===|==|~=|!=|<=|>=|<|>)\\s*[A-Za-z0-9._*+!-]+";
    private static final String VERSIONS = "(?:" + CLAUSE + "(?:\\s*,\\s*" + CLAUSE + ")*)";
    private static final Pattern REQUIREMENT = Pattern.compile(NAME
            + EXTRAS
            + "\\s*(?:@\\s*\\S+|" + VERSIONS + "|\\(\\s*" + VERSIONS + "\\s*\\))?"
            + "\\s*(?:;\\s*\\S.*?)?"
            + "(?:\\s+--hash=[a-z0-9]+:[0-9a-f]+)*");
    private static final int LONGEST_LINE = 2_000;
    private static final int MOST_ERRORS = 20;

    private Requirements() {}

    /** A sentence for each line that can't be read; none if all can. */
    static List<String> errors(String text) {
        var errors = new ArrayList<String>();
        var number = 0;
        var begun = 1;
        var logical = new StringBuilder();
        for (var line : text.lines().toList()) {
            number++;
            if (logical.isEmpty()) {
                begun = number;
            }
            if (line.endsWith("\\")) {
                logical.append(line, 0, line.length() - 1).append(' ');
                continue;
            }
            check(logical.append(line).toString(), begun, errors);
            logical.setLength(0);
        }
        check(logical.toString(), begun, errors);
        return errors.size() <= MOST_ERRORS ? errors : errors.subList(0, MOST_ERRORS);
    }

    private static void check(String line, int number, List<String> errors) {
        var plain = line.replaceFirst("(^|\\s)#.*$", "").strip();
        if (plain.isEmpty()) {
            return;
        }
        if (plain.startsWith("-")) {
            errors.add("`requirements` line " + number + ": options are not taken here.");
            return;
        }
        if (plain.length() > LONGEST_LINE || !REQUIREMENT.matcher(plain).matches()) {
            errors.add("`requirements` line " + number + " is no requirement that pip knows.");
        }
    }
}
