package io.aispm.api.agent.log;

import io.aispm.api.agent.runtime.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How far one agent's output was followed, how much of its logging may still be recorded, and what was left out. */
final class Following {

    private static final Duration BETWEEN_REPORTS = Duration.ofMinutes(1);

    private final int linesPerMinute;
    private Instant mark;
    private int takenAtMark;
    private double left;
    private Instant filled;
    private int leftOut;
    private boolean missed;
    private Instant lastReport = Instant.MIN;

    Following(Instant begun, int linesPerMinute) {
        this.mark = begun;
        this.filled = begun;
        this.linesPerMinute = linesPerMinute;
        this.left = linesPerMinute;
    }

    /** Lines that were left out since the last report; {@code orMore} where others were never seen. */
    record Report(int leftOut, boolean orMore) {}

    /** The lines that were not taken before. An output that is new from its first line on may have had more before that. */
    List<LogLine> fresh(List<LogLine> tail, int most) {
        var fresh = new ArrayList<LogLine>();
        var atMark = 0;
        for (var line : tail) {
            var before = line.ts().isBefore(mark);
            if (before || (line.ts().equals(mark) && atMark++ < takenAtMark)) {
                continue;
            }
            fresh.add(line);
            takenAtMark = line.ts().equals(mark) ? takenAtMark + 1 : 1;
            atMark = takenAtMark;
            mark = line.ts();
        }
        missed |= fresh.size() == most;
        return fresh;
    }

    /** Whether one more line may be recorded now; one that may not is counted. */
    boolean mayRecord(Instant now) {
        var gained = Duration.between(filled, now).toMillis() * linesPerMinute / 60_000.0;
        left = Math.min(linesPerMinute, left + Math.max(0, gained));
        filled = now;
        if (left < 1) {
            leftOut++;
            return false;
        }
        left--;
        return true;
    }

    /** What is to be told of lines that were left out; at most once a minute, so that this is no flood either. */
    Optional<Report> report(Instant now) {
        if ((leftOut == 0 && !missed) || now.isBefore(lastReport.plus(BETWEEN_REPORTS))) {
            return Optional.empty();
        }
        var report = new Report(leftOut, missed);
        leftOut = 0;
        missed = false;
        lastReport = now;
        return Optional.of(report);
    }
}
