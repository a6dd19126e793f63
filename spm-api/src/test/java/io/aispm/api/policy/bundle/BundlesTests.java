package io.aispm.api.policy.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.aispm.api.policy.rego.PlatformRego;
import io.aispm.contract.agent.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class BundlesTests {

    private final EmptyStore store = new EmptyStore();
    private final Bundles bundles = new Bundles(
            store,
            new PlatformRego(JsonMapper.shared()),
            new BundleSigner(new BundleKey(key()), JsonMapper.shared()),
            JsonMapper.shared());

    @Test
    void giveANewerOneToWhoWaitsForIt() throws Exception {
        var known = bundles.current().etag();
        var waiting = CompletableFuture.supplyAsync(() -> bundles.otherThan(known, Duration.ofMinutes(5)));

        store.advance();
        bundles.wake(new BundleAdvanced());

        assertThat(waiting.get(10, TimeUnit.SECONDS).etag()).isNotEqualTo(known);
    }

    @Test
    void letNobodyWaitWhoHoldsUpAStop() throws Exception {
        var known = bundles.current().etag();
        var waiting = CompletableFuture.supplyAsync(() -> bundles.otherThan(known, Duration.ofMinutes(5)));

        bundles.stopWaiting();

        assertThat(waiting.get(10, TimeUnit.SECONDS).etag()).isEqualTo(known);
    }

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static final class EmptyStore implements ModuleStore {

        private final UUID source = new UUID(0, 1);
        private volatile BundleRevision revision = new BundleRevision(source, 1);

        @Override
        public BundleRevision revision() {
            return revision;
        }

        @Override
        public void advance() {
            revision = new BundleRevision(source, revision.number() + 1);
        }

        @Override
        public List<Module> of(TenantId tenant) {
            return List.of();
        }

        @Override
        public Modules read() {
            return new Modules(revision, List.of());
        }
    }
}
