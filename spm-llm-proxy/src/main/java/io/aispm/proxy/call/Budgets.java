package io.aispm.proxy.call;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.aispm.contract.call.CallContext;
import io.aispm.proxy.limit.CallLimits;
import io.aispm.proxy.limit.Expected;
import io.aispm.proxy.limit.Reservation;
import io.aispm.proxy.provider.Destination;
import io.aispm.proxy.provider.Usage;
import io.aispm.proxy.usage.CallRecord;
import io.aispm.proxy.usage.Price;
import io.aispm.proxy.usage.Prices;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reserves what a call may take, in tokens and by the prices that are known in US dollars too. */
public final class Budgets {

    private static final Logger log = LoggerFactory.getLogger(Budgets.class);

    private final CallLimits limits;
    private final Prices prices;
    private final Clock clock;
    private final Cache<String, Boolean> warned = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    public Budgets(CallLimits limits, Prices prices, Clock clock) {
        this.limits = limits;
        this.prices = prices;
        this.clock = clock;
    }

    /** Reserves, or refuses the call. */
    Reservation reserve(CallContext call, Destination place, long promptTokens, long answerTokens) {
        var price = price(call, place);
        return limits.reserve(
                call,
                new Expected(
                        promptTokens,
                        answerTokens,
                        price.map(one -> one.of(new Usage(promptTokens, 0, 0, 0)))
                                .orElse(null),
                        price.map(one -> one.of(new Usage(promptTokens, answerTokens, 0, 0)))
                                .orElse(null)));
    }

    /** A model without a price counts in tokens only, and its operator is told. */
    private Optional<Price> price(CallContext call, Destination place) {
        var provider = place.route().connector().toString();
        var price = prices.of(provider, place.model(), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        if (price.isEmpty() && hasBudget(call) && warned.asMap().putIfAbsent(provider + place.model(), true) == null) {
            log.atWarn()
                    .addKeyValue("provider", provider)
                    .addKeyValue("model", place.model())
                    .log(
                            "The model has no price, so that budget_usd_per_day does not count it: set SPM_LLM_PRICES_FILE");
        }
        return price;
    }

    private static boolean hasBudget(CallContext call) {
        return call.settings().get("budget_usd_per_day") != null
                || call.tenantSettings().get("budget_usd_per_day") != null;
    }

    /** Tells what the call took in the end. */
    static void settle(Reservation reservation, CallRecord record) {
        var usage = record.usage();
        var cost = record.cost();
        reservation.used((double) (usage.prompt() + usage.completion()), cost == null ? 0 : cost);
    }
}
