package io.aispm.api.posture;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An agent as it is now beside what was approved, and what was known of the difference.
 *
 * @param standing open drifts that are as they were
 * @param ended those that are over, by a change of the agent
 * @param fresh differences that nobody has seen yet, with what they mean
 */
record Comparison(List<Drift> standing, List<Drift> ended, Map<Difference, Finding> fresh) {

    /** Compares; the class of a drift that is known already stays what it was. */
    static Comparison of(
            PostureDocument approved, PostureDocument now, List<Drift> open, List<PlannedChange> planned, Instant at) {
        var left = new LinkedHashMap<String, Difference>();
        approved.to(now).forEach(difference -> left.put(difference.path(), difference));
        var standing = new ArrayList<Drift>();
        var ended = new ArrayList<Drift>();
        for (var drift : open) {
            var known = drift.difference();
            var found = left.get(known.path());
            if (found == null) {
                ended.add(drift.rolledBack(at));
            } else if (PostureDocument.same(found.current(), known.current())
                    && PostureDocument.same(found.previous(), known.previous())) {
                standing.add(drift);
                left.remove(known.path());
            } else {
                ended.add(drift.expired(at));
            }
        }
        var fresh = new LinkedHashMap<Difference, Finding>();
        left.values().forEach(difference -> fresh.put(difference, finding(difference, planned, at)));
        return new Comparison(List.copyOf(standing), List.copyOf(ended), fresh);
    }

    private static Finding finding(Difference difference, List<PlannedChange> planned, Instant at) {
        var finding = Rule.of(difference).finding();
        return planned.stream()
                .filter(change -> change.covers(difference, at))
                .findFirst()
                .map(finding::planned)
                .orElse(finding);
    }
}
