package io.aispm.api.policy.bundle;

import io.aispm.api.policy.PolicyChanged;
import io.aispm.kit.health.HealthPart;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the OPAs say of the bundles they were given. One that can't load a bundle goes on with the last good one, so it is
 * told: in the log, as a metric, as a degraded part, and to the tenants whose policies it names.
 */
@Component
public class BundleReports implements HealthPart {

    private static final Logger log = LoggerFactory.getLogger(BundleReports.class);

    /** OPA reports after each request for a bundle; one that is silent for so long is gone. */
    private static final Duration FRESH = Duration.ofMinutes(2);

    private final Map<String, Instant> failing = new ConcurrentHashMap<>();
    private final ApplicationEventPublisher events;
    private final Counter failures;
    private final Clock clock;

    BundleReports(ApplicationEventPublisher events, MeterRegistry metrics, Clock clock) {
        this.events = events;
        this.failures = Counter.builder("aispm.policy.bundle.failures")
                .description("Bundles that an OPA could not load")
                .register(metrics);
        this.clock = clock;
    }

    @Override
    public String name() {
        return "bundle";
    }

    @Override
    public boolean essential() {
        return false;
    }

    @Override
    public boolean available() {
        var oldest = clock.instant().minus(FRESH);
        return failing.values().stream().noneMatch(since -> since.isAfter(oldest));
    }

    /** Takes a report; a failure is told once, however often it is reported until it has passed. */
    @Transactional
    public void take(BundleReport report) {
        if (!report.failed()) {
            failing.remove(report.engine());
            return;
        }
        if (failing.put(report.engine(), clock.instant()) == null) {
            failures.increment();
            log.atError()
                    .addKeyValue("engine", report.engine())
                    .addKeyValue("active", report.active())
                    .addKeyValue("failure", report.failure())
                    .log("The policy engine could not load the bundle; it goes on with the one before");
            report.culprits().forEach(culprit -> tell(culprit, report));
        }
    }

    private void tell(BundleReport.Culprit culprit, BundleReport report) {
        var payload = new HashMap<String, @Nullable Object>();
        payload.put("action", "bundle_failed");
        payload.put("policy_id", culprit.policy().value());
        payload.put("version", culprit.version());
        payload.put("active_revision", report.active());
        events.publishEvent(new PolicyChanged(culprit.tenant(), null, "platform", payload));
    }
}
