package io.aispm.api.policy.bundle;

import io.aispm.api.policy.rego.PlatformRego;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.event.TransactionalEventListener;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The bundle that OPA runs, kept in memory until the database has a newer revision. Whoever waits for a newer one is
 * woken when this replica writes one, and looks a few times a second for what the others write.
 */
@Service
public class Bundles {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final ModuleStore modules;
    private final PlatformRego platform;
    private final BundleSigner signer;
    private final JsonMapper json;
    private final String fingerprint;
    private final ReentrantLock building = new ReentrantLock();
    private final ReentrantLock waiting = new ReentrantLock();
    private final Condition written = waiting.newCondition();
    private volatile @Nullable Bundle latest;
    private volatile boolean stopping;

    Bundles(ModuleStore modules, PlatformRego platform, BundleSigner signer, JsonMapper json) {
        this.signer = signer;
        this.modules = modules;
        this.platform = platform;
        this.json = json;
        this.fingerprint = platform.fingerprint();
    }

    /** The bundle as the database has it now. */
    public Bundle current() {
        var ready = latest;
        if (ready != null && ready.revision().equals(modules.revision())) {
            return ready;
        }
        building.lock();
        try {
            var made = latest;
            if (made == null || !made.revision().equals(modules.revision())) {
                made = build(modules.read());
                latest = made;
            }
            return made;
        } finally {
            building.unlock();
        }
    }

    /** The bundle as soon as it is another than the named one, or as it is when the time is over. */
    public Bundle otherThan(@Nullable String etag, Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        waiting.lock();
        try {
            var bundle = current();
            while (bundle.etag().equals(etag) && !stopping && System.nanoTime() < deadline) {
                written.awaitNanos(BETWEEN_LOOKS.toNanos());
                bundle = current();
            }
            return bundle;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return current();
        } finally {
            waiting.unlock();
        }
    }

    @TransactionalEventListener(fallbackExecution = true)
    void wake(BundleAdvanced advanced) {
        wakeAll();
    }

    /** A stop waits for open requests, and one that waits for news would hold it up until its time is over. */
    @EventListener(ContextClosedEvent.class)
    void stopWaiting() {
        stopping = true;
        wakeAll();
    }

    private void wakeAll() {
        waiting.lock();
        try {
            written.signalAll();
        } finally {
            waiting.unlock();
        }
    }

    private Bundle build(ModuleStore.Modules state) {
        var archive = new TarArchive();
        platform.base().forEach((name, rego) -> archive.add("base", name, rego));
        var loaded = new TreeMap<String, TreeMap<String, TreeMap<String, Boolean>>>();
        for (var module : state.modules()) {
            var tenant = module.tenant().toString();
            var policy = module.policy().toString();
            var version = "v" + module.version();
            archive.add("tenants/" + tenant + "/" + policy, version + ".rego", module.rego());
            loaded.computeIfAbsent(tenant, _ -> new TreeMap<>())
                    .computeIfAbsent(policy, _ -> new TreeMap<>())
                    .put(version, true);
        }
        var revision = state.revision();
        var bundle = Map.of("revision", revision.text(), "number", revision.number(), "source", revision.source());
        archive.add("", "data.json", canonical(Map.of("spm", Map.of("bundle", bundle, "loaded", loaded))));
        archive.add("", ".manifest", canonical(Map.of("revision", revision.text())));
        archive.add("", ".signatures.json", signer.signatures(archive.digests()));
        var etag = "\"" + revision.source() + "-" + revision.number() + "-" + fingerprint + "\"";
        return new Bundle(revision, etag, archive.finish());
    }

    /** OPA takes the digest of a JSON file's content, its members in order and nothing between them: so it is written. */
    private String canonical(Map<String, ?> content) {
        return json.writer()
                .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .without(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(content);
    }
}
