package io.aispm.guard.model;

import io.aispm.contract.call.CallContext;
import io.aispm.guard.GuardModel;
import io.aispm.guard.GuardModelException;
import io.aispm.guard.GuardModels;
import io.aispm.guard.GuardSettings;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The embedded model, or the remote one that a tenant's settings name. A remote guard is made once for each address, model
 * and key, so that its circuit breaker remembers; when the settings change, the next text has the new one.
 */
public final class ChosenModels implements GuardModels {

    /** Remote guards that are remembered; the one that was asked longest ago is forgotten. */
    private static final int REMEMBERED = 256;

    private final OkHttpClient http;
    private final GuardModel embedded;
    private final Duration timeout;

    private final Map<RemoteGuardSettings, RemoteGuardModel> remotes = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<RemoteGuardSettings, RemoteGuardModel> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * @param http whose rules for addresses hold for remote guards
     * @param timeout how long a remote guard may take
     */
    public ChosenModels(OkHttpClient http, GuardModel embedded, Duration timeout) {
        this.http = http;
        this.embedded = embedded;
        this.timeout = timeout;
    }

    @Override
    public GuardModel under(GuardSettings settings) {
        if (!settings.asksRemote()) {
            return embedded;
        }
        var route = settings.route();
        if (route == null) {
            throw GuardModelException.unconfigured(String.valueOf(settings.integration()));
        }
        var remote = remote(settingsOf(route));
        return settings.mode() == GuardSettings.Mode.ENSEMBLE ? new EnsembleModel(embedded, remote) : remote;
    }

    private RemoteGuardModel remote(RemoteGuardSettings settings) {
        synchronized (remotes) {
            return remotes.computeIfAbsent(settings, named -> new RemoteGuardModel(http, named));
        }
    }

    private RemoteGuardSettings settingsOf(CallContext.Route route) {
        var address = text(route, "base_url");
        var model = text(route, "model");
        if (address == null || model == null || HttpUrl.parse(address) == null) {
            throw GuardModelException.unconfigured(route.integrationId());
        }
        return new RemoteGuardSettings(
                URI.create(address),
                model,
                formatOf(route, model),
                dialectOf(route, address),
                route.credentials().get("api_key"),
                timeout);
    }

    /** Guard models have formats of their own; any other is told to answer in JSON. */
    private static AnswerFormat formatOf(CallContext.Route route, String model) {
        var said = text(route, "format");
        if (said != null) {
            return AnswerFormat.named(said).orElseThrow(() -> GuardModelException.unconfigured(route.integrationId()));
        }
        var name = model.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
        if (name.contains("llamaguard")) {
            return name.contains("llamaguard4") ? AnswerFormat.LLAMA_GUARD_4 : AnswerFormat.LLAMA_GUARD_3;
        }
        return name.contains("qwen3guard") ? AnswerFormat.QWEN3GUARD : AnswerFormat.JSON;
    }

    private static Dialect dialectOf(CallContext.Route route, String address) {
        var path = Objects.requireNonNull(HttpUrl.parse(address)).encodedPath().replaceFirst("/+$", "");
        return route.connectorType().equals("ollama") && !path.endsWith("/v1") ? Dialect.OLLAMA : Dialect.OPENAI;
    }

    private static @Nullable String text(CallContext.Route route, String field) {
        return route.config().get(field) instanceof String text && !text.isBlank() ? text : null;
    }
}
