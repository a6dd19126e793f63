package io.aispm.guard.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A piece of evidence: concepts that follow each other closely enough. Written
 * {@code S9 0.8 make-weapon: @how ~6 @make ~5 @weapon|napalm}: a category, a weight, a name; {@code ~N} allows N words
 * between, {@code ^} asks for a sentence's beginning.
 */
record Rule(String category, double weight, String name, Scope scope, boolean opensSentence, List<Step> steps) {

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern BAR = Pattern.compile("\\|");

    /** A sentence may begin with this many words of politeness. */
    private static final int POLITENESS = 5;

    /** Where a rule speaks. */
    enum Scope {
        /** In what someone could obey: requests, and what was brought from outside. */
        INSTRUCTION,
        /** In what asks for something. */
        REQUEST,
        /** In what was brought from outside. */
        DOCUMENT,
        /** In what answers. */
        REPLY
    }

    /** One of these concepts, after at most so many other words. */
    record Step(int gap, List<String> concepts) {}

    /** Where it was found, by word. */
    record Match(int from, int to) {}

    /** Reads a line of {@code rules.txt}. */
    static Rule parse(String line, Scope scope) {
        var colon = line.indexOf(": ");
        var head = SPACE.splitAsStream(line.substring(0, colon)).toList();
        var steps = new ArrayList<Step>();
        var gap = 0;
        var opens = false;
        for (var part : SPACE.splitAsStream(line.substring(colon + 2).strip()).toList()) {
            if (part.equals("^")) {
                opens = true;
            } else if (part.startsWith("~")) {
                gap = Integer.parseInt(part.substring(1));
            } else {
                steps.add(new Step(gap, BAR.splitAsStream(part).toList()));
                gap = 0;
            }
        }
        return new Rule(head.get(0), Double.parseDouble(head.get(1)), head.get(2), scope, opens, List.copyOf(steps));
    }

    /** Where the rule is met, each place once. */
    List<Match> matchesIn(Concepts concepts) {
        if (!mayMatch(concepts)) {
            return List.of();
        }
        var matches = new ArrayList<Match>();
        for (var at = 0; at < concepts.words().size(); at++) {
            var length = longest(concepts, at, steps.getFirst());
            if (length > 0 && (!opensSentence || opensAt(concepts, at))) {
                var from = at;
                endFrom(concepts, at + length, 1).ifPresent(end -> matches.add(new Match(from, end)));
            }
        }
        return matches;
    }

    private boolean mayMatch(Concepts concepts) {
        return steps.stream().allMatch(step -> step.concepts().stream().anyMatch(concepts::has));
    }

    private OptionalInt endFrom(Concepts concepts, int from, int step) {
        if (step == steps.size()) {
            return OptionalInt.of(from);
        }
        var wanted = steps.get(step);
        var last = Math.min(concepts.words().size() - 1, from + wanted.gap());
        for (var at = from; at <= last; at++) {
            var length = longest(concepts, at, wanted);
            if (length > 0) {
                var end = endFrom(concepts, at + length, step + 1);
                if (end.isPresent()) {
                    return end;
                }
            }
        }
        return OptionalInt.empty();
    }

    private static int longest(Concepts concepts, int at, Step step) {
        var longest = 0;
        for (var concept : step.concepts()) {
            longest = Math.max(longest, concepts.lengthAt(at, concept));
        }
        return longest;
    }

    private static boolean opensAt(Concepts concepts, int at) {
        for (var before = at; before >= Math.max(0, at - POLITENESS); before--) {
            if (concepts.words().get(before).first()) {
                return before == at || concepts.lengthAt(before, "@polite") >= at - before;
            }
        }
        return false;
    }
}
