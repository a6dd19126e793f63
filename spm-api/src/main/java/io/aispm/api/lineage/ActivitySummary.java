package io.aispm.api.lineage;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/** Tells how a tenant's agents have fared lately. */
@Service
public class ActivitySummary {

    private static final int BUSIEST = 20;

    private final SumsSource source;
    private final Clock clock;

    ActivitySummary(SumsSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /**
     * The sums of a window.
     *
     * @param buckets one for each stretch, oldest first, those in which nothing happened too
     * @param agents the busiest, busiest first
     * @param failures the latest, newest first
     */
    public record Summary(
            Instant from,
            Instant to,
            Duration bucket,
            Sums totals,
            List<Sums> buckets,
            List<OfAgent> agents,
            List<SumsSource.Failure> failures) {}

    /**
     * What one agent did.
     *
     * @param turns how many in each stretch
     * @param refused how many of them were blocked
     */
    public record OfAgent(AgentId agent, Sums totals, List<Long> turns, List<Long> refused) {}

    /** What the tenant's agents did in a window that ends now. */
    public Summary of(TenantId tenant, SummaryWindow window) {
        var to = clock.instant();
        var from = window.from(to);
        var told = source.sums(tenant, from, to, window.bucket());
        var all = new ArrayList<>(Collections.nCopies(window.buckets(), Sums.NONE));
        Map<AgentId, List<Sums>> each = new LinkedHashMap<>();
        for (var cell : told.cells()) {
            var place = (int) Duration.between(from, cell.at()).dividedBy(window.bucket());
            all.set(place, all.get(place).plus(cell.sums()));
            if (cell.agent() != null) {
                each.computeIfAbsent(
                                cell.agent(), _ -> new ArrayList<>(Collections.nCopies(window.buckets(), Sums.NONE)))
                        .set(place, cell.sums());
            }
        }
        return new Summary(from, to, window.bucket(), together(all), List.copyOf(all), busiest(each), told.failures());
    }

    private static List<OfAgent> busiest(Map<AgentId, List<Sums>> each) {
        return each.entrySet().stream()
                .map(entry -> new OfAgent(
                        entry.getKey(),
                        together(entry.getValue()),
                        entry.getValue().stream().map(Sums::turns).toList(),
                        entry.getValue().stream().map(Sums::refused).toList()))
                .sorted(Comparator.comparingLong((OfAgent one) -> one.totals().turns())
                        .reversed())
                .limit(BUSIEST)
                .toList();
    }

    private static Sums together(List<Sums> sums) {
        return sums.stream().reduce(Sums.NONE, Sums::plus);
    }
}
