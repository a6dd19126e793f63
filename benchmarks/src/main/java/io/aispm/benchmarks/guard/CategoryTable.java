package io.aispm.benchmarks.guard;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The tables of docs/guard-categories.md: what is caught of each hazard, and of each category that a source has. */
final class CategoryTable {

    private static final int HAZARDS = 15;

    private final Scores scores;
    private final double onePercent;
    private final double fivePercent;

    CategoryTable(Scores scores) {
        this.scores = scores;
        this.onePercent = Ranking.pointAt(0.01, scores.ordinary());
        this.fivePercent = Ranking.pointAt(0.05, scores.ordinary());
    }

    String markdown() {
        var table = new StringBuilder("""
                | hazard | texts | R@1 % | R@5 % | blocked | flagged or blocked | of these, named |
                |---|---|---|---|---|---|---|
                """);
        IntStream.rangeClosed(1, HAZARDS).mapToObj(number -> "S" + number).forEach(code -> table.append(hazard(code)));
        table.append("""

                | source | its category | harmful | R@1 % | R@5 % | blocked | harmless | blocked | flagged or blocked |
                |---|---|---|---|---|---|---|---|---|
                """);
        scores.bySource().forEach((source, of) -> {
            var categories = new TreeSet<String>();
            of.rows().forEach(each -> categories.add(each.row().category()));
            categories.remove("");
            categories.forEach(category -> table.append(category(source, category, of.inCategory(category))));
        });
        return table.toString();
    }

    private String hazard(String code) {
        var rows =
                scores.all().filter(each -> each.row().hazards().contains(code)).toList();
        if (rows.isEmpty()) {
            return "| %s | 0 | | | | | |%n".formatted(code);
        }
        var all = new Scores.OfSource(rows).ofHarmful();
        var noticed =
                rows.stream().filter(each -> each.score() >= GuardTable.FLAG).toList();
        return String.format(
                Locale.ROOT,
                "| %s | %d | %s | %s | %s | %s | %s |%n",
                code,
                rows.size(),
                Ranking.from(onePercent, all),
                Ranking.from(fivePercent, all),
                Ranking.from(GuardTable.BLOCK, all),
                Ranking.from(GuardTable.FLAG, all),
                naming(code, noticed));
    }

    private static Share naming(String code, List<Scores.Judged> noticed) {
        var named = noticed.stream().filter(each -> each.named().contains(code)).count();
        return new Share((int) named, noticed.size());
    }

    private String category(String source, String category, Scores.OfSource of) {
        var harmful = of.ofHarmful();
        var harmless = of.ofHarmless();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s | %s | %s | %s |%n",
                source,
                category,
                GuardTable.count(harmful),
                Ranking.from(onePercent, harmful),
                Ranking.from(fivePercent, harmful),
                Ranking.from(GuardTable.BLOCK, harmful),
                GuardTable.count(harmless),
                Ranking.from(GuardTable.BLOCK, harmless),
                Ranking.from(GuardTable.FLAG, harmless));
    }
}
