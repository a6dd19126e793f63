package io.aispm.proxy;

import io.aispm.contract.call.Allowance;
import io.aispm.kit.http.CallLimit;
import io.aispm.kit.http.CallQueue;
import io.aispm.kit.json.WireJson;
import io.aispm.kit.service.ServiceTokens;
import io.aispm.proxy.limit.Shares;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Gets shares from spm-api, where they are counted for all replicas; where it can't be asked, nothing is granted. */
final class HttpShares implements Shares {

    private static final Logger log = LoggerFactory.getLogger(HttpShares.class);
    private static final MediaType JSON = MediaType.get("application/json");

    private final OkHttpClient http;
    private final CallQueue queue = new CallQueue();
    private final HttpUrl address;
    private final ServiceTokens tokens;
    private final JsonMapper json = WireJson.betweenServices();

    HttpShares(OkHttpClient http, URI controller, Duration timeout, ServiceTokens tokens) {
        this.http = CallLimit.whole(http, timeout).build();
        this.address = HttpUrl.get(controller.toString())
                .newBuilder()
                .addPathSegments("internal/allowances")
                .build();
        this.tokens = tokens;
    }

    @Override
    public List<Allowance.Grant> take(List<Allowance.Share> shares) {
        var request = new Request.Builder()
                .url(address)
                .header("Authorization", "Bearer " + tokens.own())
                .post(RequestBody.create(json.writeValueAsBytes(new Allowance.Question(shares)), JSON))
                .build();
        try {
            var grants = queue.make(http.newCall(request), this::read);
            if (grants.size() == shares.size()) {
                return grants;
            }
            log.atError().log("The control plane granted other shares than it was asked for; refusing");
        } catch (IOException | JacksonException silent) {
            log.atError().setCause(silent).log("The control plane did not answer for shares; refusing");
        }
        throw LlmException.controlPlaneAway();
    }

    private List<Allowance.Grant> read(Response answer) throws IOException {
        if (!answer.isSuccessful()) {
            throw new IOException("the control plane answered " + answer.code());
        }
        return json.readValue(answer.body().byteStream(), Allowance.Answer.class)
                .grants();
    }
}
