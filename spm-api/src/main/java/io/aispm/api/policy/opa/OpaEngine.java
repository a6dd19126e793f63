package io.aispm.api.policy.opa;

import io.aispm.api.policy.Engine;
import io.aispm.api.policy.bundle.BundleRevision;
import io.aispm.api.policy.bundle.ModuleStore;
import io.aispm.kit.policy.OpaProperties;
import java.io.IOException;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks OPA which revision of the bundle it acts by. The bundle says it of itself, as data. */
@Component
class OpaEngine implements Engine {

    private static final Logger log = LoggerFactory.getLogger(OpaEngine.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(15);

    private final ModuleStore modules;
    private final OkHttpClient http;
    private final Request which;
    private final Duration patience;
    private final JsonMapper json;

    OpaEngine(
            ModuleStore modules,
            OkHttpClient http,
            OpaProperties opa,
            OpaBinaryProperties properties,
            JsonMapper json) {
        this.modules = modules;
        this.http = http.newBuilder().callTimeout(opa.timeout()).build();
        this.which = new Request.Builder()
                .url(HttpUrl.get(opa.url().toString())
                        .newBuilder()
                        .addPathSegments("v1/data/spm/bundle")
                        .build())
                .build();
        this.patience = properties.loadTimeout();
        this.json = json;
    }

    @Override
    public boolean hasAllThatIsWritten() {
        var wanted = modules.revision();
        var deadline = System.nanoTime() + patience.toNanos();
        do {
            if (has(wanted)) {
                return true;
            }
        } while (System.nanoTime() < deadline && pause());
        log.atWarn().addKeyValue("revision", wanted.number()).log("The policy engine did not load the bundle in time");
        return false;
    }

    private boolean has(BundleRevision wanted) {
        try (var answer = http.newCall(which).execute()) {
            var told = json.readTree(answer.body().byteStream()).path("result");
            return wanted.source().toString().equals(told.path("source").asString(""))
                    && told.path("number").asLong(0) >= wanted.number();
        } catch (IOException | JacksonException away) {
            log.atDebug().setCause(away).log("The policy engine is away");
            return false;
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
