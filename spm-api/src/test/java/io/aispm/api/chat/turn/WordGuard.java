package io.aispm.api.chat.turn;

import io.aispm.guard.GuardModel;
import io.aispm.guard.GuardModelException;
import io.aispm.guard.GuardResult;
import io.aispm.guard.TextKind;
import io.aispm.guard.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A guard that finds in a text the words it was told of. */
final class WordGuard implements GuardModel {

    private final Map<String, Finding> known = new TreeMap<>();
    private boolean away;

    private record Finding(double score, List<String> categories) {}

    void finds(String word, double score, String... categories) {
        known.put(word, new Finding(score, List.of(categories)));
    }

    void isAway() {
        away = true;
    }

    @Override
    public String name() {
        return "words";
    }

    @Override
    public GuardResult judge(TextKind kind, String text) throws GuardModelException {
        if (away) {
            throw GuardModelException.resting("words");
        }
        return known.entrySet().stream()
                .filter(word -> text.contains(word.getKey()))
                .findFirst()
                .map(word -> flagged(word.getValue()))
                .orElseGet(() -> GuardResult.clean(name(), "1"));
    }

    private GuardResult flagged(Finding finding) {
        return new GuardResult(
                Verdict.FLAG,
                finding.score(),
                finding.categories(),
                new TreeMap<>(),
                List.of(),
                List.of(),
                name(),
                "1",
                0);
    }
}
