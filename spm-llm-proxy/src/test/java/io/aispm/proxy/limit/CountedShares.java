package io.aispm.proxy.limit;

import io.aispm.contract.call.Allowance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Allowances counted in this process, by the rules that spm-api counts them by. */
public final class CountedShares implements Shares {

    private final Clock clock;
    private final Map<Want.Key, Used> used = new HashMap<>();
    private int asked;

    private record Used(double amount, Instant at) {}

    public CountedShares(Clock clock) {
        this.clock = clock;
    }

    int asked() {
        return asked;
    }

    @Override
    public synchronized List<Allowance.Grant> take(List<Allowance.Share> shares) {
        asked++;
        List<Allowance.Grant> grants = new ArrayList<>();
        shares.forEach(share -> grants.add(take(share)));
        return grants;
    }

    private Allowance.Grant take(Allowance.Share share) {
        var key = new Want.Key(share.tenant(), share.agent(), share.kind());
        var now = clock.instant();
        var before = before(share, used.getOrDefault(key, new Used(0, now)), now);
        var left = share.limit() - before;
        var amount = share.force() || share.amount() < 0
                ? share.amount()
                : left >= share.least() ? Math.min(left, share.amount()) : 0;
        used.put(key, new Used(Math.max(0, before + amount), now));
        return new Allowance.Grant(amount, left >= share.least() ? 0 : wait(share, share.least() - left, now));
    }

    private static double before(Allowance.Share share, Used used, Instant now) {
        if (share.kind().isDaily()) {
            return day(used.at()).equals(day(now)) ? used.amount() : 0;
        }
        return Math.max(0, used.amount() - Duration.between(used.at(), now).toMillis() * share.limit() / 60_000);
    }

    private static long wait(Allowance.Share share, double missing, Instant now) {
        return share.kind().isDaily()
                ? Duration.between(now, day(now).plus(1, ChronoUnit.DAYS)).toMillis()
                : (long) Math.ceil(missing / share.limit() * 60_000);
    }

    private static Instant day(Instant at) {
        return at.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).toInstant();
    }
}
